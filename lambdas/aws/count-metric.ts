/** Things that happen and are not stored, counted for CloudWatch. */

const NAMESPACE = 'OfstedLetterTexts';

/**
 * Counts one of something, in CloudWatch's embedded metric format: a line of the log becomes a metric.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 *
 * @param name what was counted, and nothing of whom
 */
export function countMetric(name: string, at: Date): void {
  const metric = {
    _aws: {
      Timestamp: at.getTime(),
      CloudWatchMetrics: [{ Namespace: NAMESPACE, Dimensions: [[]], Metrics: [{ Name: name, Unit: 'Count' }] }],
    },
    [name]: 1,
  };
  // Lambda would wrap what goes through the console, and then CloudWatch does not see it.
  process.stdout.write(`${JSON.stringify(metric)}\n`);
}
