/** Estimates what a month costs, before anything is deployed. */

import { PRICES } from './prices.ts';

export interface Costs {
  /** In US dollars a month, even if nobody texts. */
  fixed: number;
  /** What AWS charges for the texts, in US dollars a month. */
  aws: number;
  /** What Twilio charges for texts in and out, and the number. */
  twilio: number;
}

/** What one text takes, measured by `npm run bench`: a transaction of a request (with its index) and a conversation. */
const PER_TEXT = {
  /** The text and two delivery reports. */
  apiRequests: 3,
  /**
   * Of 1.73 GB for 40 ms of the text: a processor for 12 ms, or 28 for a sentence, two calls of the table, and some starts.
   * Of 0.5 GB, with 0.29 processors, for 25 ms of the report that it arrived and 4 ms of the one that it was sent.
   */
  gbSeconds: 0.04 * 1.73 + (0.025 + 0.004) * 0.5,
  /** Twice three for the transaction, one for the index; one for the report that is stored, and one for its index. */
  writeUnits: 7 + 2,
  /** Of the conversation and the mark of an erasure, strongly consistent, each up to 4 kB. */
  readUnits: 2,
  /** Three lines of the access log and one metric, of some 170 bytes each. */
  logBytes: 700,
} as const;

/** The roll-up, which runs every five minutes whether anybody texts or not, and what it reads of a quiet month. */
const ROLL_UPS_A_MONTH = 30 * 24 * 12;
const ROLL_UP_GB_SECONDS = 0.3;
const ROLL_UP_READ_UNITS = 10;
/** Two months with their days, each of some 25 kB. */
const ROLL_UP_WRITE_UNITS = 50;

/**
 * @param texts a month
 * @param counts how many alarms, metrics and secrets the stack has
 * @param prices what Twilio charges for a segment sent and for one received
 */
export function estimateCosts(
  texts: number,
  { alarms, metrics, secrets }: { alarms: number; metrics: number; secrets: number },
  prices: { sent: number; received: number },
): Costs {
  const million = 1_000_000;
  const gbSeconds = ROLL_UPS_A_MONTH * ROLL_UP_GB_SECONDS * PRICES.lambdaGbSecond;
  const rollUpUnits =
    ROLL_UP_READ_UNITS * PRICES.readUnitsPerMillion + ROLL_UP_WRITE_UNITS * PRICES.writeUnitsPerMillion;
  const watching = alarms * PRICES.alarmMonth + metrics * PRICES.customMetricMonth + PRICES.dashboardMonth;
  const eachText =
    (PER_TEXT.apiRequests * (PRICES.apiRequestsPerMillion + PRICES.lambdaRequestsPerMillion)) / million +
    PER_TEXT.gbSeconds * PRICES.lambdaGbSecond +
    (PER_TEXT.writeUnits * PRICES.writeUnitsPerMillion + PER_TEXT.readUnits * PRICES.readUnitsPerMillion) / million +
    (PER_TEXT.logBytes / 1e9) * PRICES.logGb;
  return {
    fixed: watching + secrets * PRICES.secretMonth + gbSeconds + (ROLL_UPS_A_MONTH * rollUpUnits) / million,
    aws: texts * eachText,
    twilio: PRICES.twilioNumberMonth + texts * (prices.received + prices.sent),
  };
}
