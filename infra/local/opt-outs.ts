/**
 * What Twilio does by itself on an ordinary number: it answers STOP, START and HELP in words of its own, and blocks all
 * replies to somebody who has opted out. The webhook is called all the same.
 * https://help.twilio.com/articles/223134027-Twilio-support-for-opt-out-keywords-SMS-STOP-filtering-
 */

import { RESERVED_WORDS, type Reserved } from '../../lambdas/understanding/reserved-words.ts';

const TWILIO_TEXTS: Record<Reserved, string> = {
  optedOut:
    'You have successfully been unsubscribed. You will not receive any more messages from this number. Reply START to resubscribe.',
  optedIn:
    'You have successfully been re-subscribed to messages from this number. Reply HELP for help. Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
  help: 'Reply STOP to unsubscribe. Msg&Data Rates May Apply.',
};

export interface OptOuts {
  /** Takes a text in, and gives what Twilio itself answers to it, if anything. */
  answer(from: string, body: string): string | undefined;
  /** True when nothing of ours reaches this number. */
  isOptedOut(number: string): boolean;
}

/** Opt-outs are known until the service stops. */
export function openOptOuts(): OptOuts {
  const optedOut = new Set<string>();
  return {
    answer(from, body) {
      // Twilio acts on the bare word alone.
      const reserved = RESERVED_WORDS.get(body.trim().toLowerCase());
      if (reserved === 'optedOut') optedOut.add(from);
      if (reserved === 'optedIn') optedOut.delete(from);
      return reserved && !(reserved === 'help' && optedOut.has(from)) ? TWILIO_TEXTS[reserved] : undefined;
    },
    isOptedOut: (number) => optedOut.has(number),
  };
}
