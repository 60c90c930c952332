/** Counts for CloudWatch what happens but is not stored. */

export const METRIC_NAMESPACE = 'OfstedLetterTexts';

/** Everything we count. A count never says who it was. */
export type MetricName =
  /** A safety reply was sent. */
  | 'SafetyReply'
  /** Segments were sent. Twilio charges by the segment. */
  | 'Segment'
  /** Twilio reports that a reply did not arrive. */
  | 'UndeliveredReply'
  /** Twilio reports on a reply to a request that is not in the table. */
  | 'UnknownDeliveryStatus';

/**
 * Counts something by logging a line in the embedded metric format, which CloudWatch turns into a metric.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 *
 * @param value how many
 */
export function countMetric(name: MetricName, at: Date, value = 1): void {
  const metric = {
    _aws: {
      Timestamp: at.getTime(),
      CloudWatchMetrics: [{ Namespace: METRIC_NAMESPACE, Dimensions: [[]], Metrics: [{ Name: name, Unit: 'Count' }] }],
    },
    [name]: value,
  };
  // Lambda wraps whatever we write to the console, and CloudWatch then misses the metric.
  process.stdout.write(`${JSON.stringify(metric)}\n`);
}
