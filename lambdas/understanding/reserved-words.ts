/**
 * The words that Twilio answers by itself on a long code. It opts the number out or in, sends its own text, and still
 * calls the webhook. So no topic may use these words, and no reply may ask for them.
 *
 * https://help.twilio.com/articles/223134027-Twilio-support-for-opt-out-keywords-SMS-STOP-filtering-
 */

export type Reserved = 'optedOut' | 'optedIn' | 'help';

export const RESERVED_WORDS: ReadonlyMap<string, Reserved> = new Map([
  ['stop', 'optedOut'],
  ['stopall', 'optedOut'],
  ['unsubscribe', 'optedOut'],
  ['end', 'optedOut'],
  ['quit', 'optedOut'],
  ['cancel', 'optedOut'],
  ['revoke', 'optedOut'],
  ['optout', 'optedOut'],
  ['start', 'optedIn'],
  ['yes', 'optedIn'],
  ['unstop', 'optedIn'],
  ['help', 'help'],
  ['info', 'help'],
]);
