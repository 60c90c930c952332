/** What AWS and Twilio charge, in US dollars: list prices for eu-west-2 without the free tier, read in November 2026. */

export const PRICES = {
  /** https://aws.amazon.com/api-gateway/pricing/ (HTTP API, each million requests) */
  apiRequestsPerMillion: 1.16,
  /** https://aws.amazon.com/lambda/pricing/ (arm64) */
  lambdaRequestsPerMillion: 0.2,
  lambdaGbSecond: 0.0000133334,
  /** https://aws.amazon.com/dynamodb/pricing/on-demand/ (each million units) */
  writeUnitsPerMillion: 0.7423,
  readUnitsPerMillion: 0.1485,
  /** https://aws.amazon.com/cloudwatch/pricing/ */
  logGb: 0.5985,
  alarmMonth: 0.1,
  customMetricMonth: 0.3,
  dashboardMonth: 3,
  /** https://aws.amazon.com/secrets-manager/pricing/ */
  secretMonth: 0.4,
  /** https://www.twilio.com/en-us/sms/pricing/gb */
  twilioNumberMonth: 1.15,
} as const;
