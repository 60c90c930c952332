/** What a campaign needs, by arithmetic: where the first limit is, and which setting moves it. */

import { DAY_SHARDS } from '../../lambdas/usage/usage-table.ts';

/** A transaction of a request, a conversation and a check counts each twice; the index once. */
const WRITE_UNITS_A_TEXT = 2 * 3 + 1;
/** A text, and two reports on its reply. */
const API_REQUESTS_A_TEXT = 3;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html */
const WRITE_UNITS_OF_A_PARTITION = 1000;
/** The busiest second of a campaign over its mean. */
const PEAK = 3;

/** @param textMs what a text takes when warm, with a table that answers in 10 ms */
export function capacityTable(textMs: number) {
  return [
    { who: 'a county: 80,000 children in ten minutes', texts: 80_000, minutes: 10 },
    { who: 'a nation: 12,000,000 children in a day', texts: 12_000_000, minutes: 24 * 60 },
  ].map(({ who, texts, minutes }) => {
    const aSecond = (texts / (minutes * 60)) * PEAK;
    return {
      who,
      'texts a second, at the peak': Math.round(aSecond),
      'functions at once': Math.ceil((aSecond * (textMs + 10)) / 1000),
      'requests to the API a second': Math.round(aSecond * API_REQUESTS_A_TEXT),
      'write units a second': Math.round(aSecond * WRITE_UNITS_A_TEXT),
      'of a shard of the day, of 1000': `${Math.round((100 * aSecond) / DAY_SHARDS / WRITE_UNITS_OF_A_PARTITION)} %`,
    };
  });
}
