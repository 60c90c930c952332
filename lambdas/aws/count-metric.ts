/** Things that happen and are not stored, counted for CloudWatch. */

export const METRIC_NAMESPACE = 'OfstedLetterTexts';

/** Everything that is counted, and nothing of whom. */
export type MetricName =
  /** A safety reply was sent. */
  | 'SafetyReply'
  /** Segments were sent, which is what Twilio charges for. */
  | 'Segment'
  /** Twilio reports that a reply did not arrive. */
  | 'UndeliveredReply'
  /** Twilio reports on a reply to a request that is not in the table. */
  | 'UnknownDeliveryStatus';

/**
 * Counts something, in CloudWatch's embedded metric format: a line of the log becomes a metric.
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
  // Lambda would wrap what goes through the console, and then CloudWatch does not see it.
  process.stdout.write(`${JSON.stringify(metric)}\n`);
}
