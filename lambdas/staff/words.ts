/** The words that staff read for what we record. */

import type { PlainReply, Reply } from '../replies/reply.ts';
import type { Delivery } from '../usage/delivery.ts';
import type { Request } from '../usage/request.ts';
import type { OutcomeGroup } from './disclosure.ts';

/** What a text was understood as. */
export const OUTCOME_WORDS: Record<Request['outcome'], string> = {
  topic: 'A topic',
  more: 'MORE',
  menu: 'The list of topics',
  severalTopics: 'Several topics at once',
  unsure: 'One of two topics, unclear which',
  notUnderstood: 'Not understood',
  distress: 'A safety reply was needed',
  help: 'HELP',
  greeting: 'A greeting',
  thanks: 'Thanks',
  worry: 'Unhappy, no danger',
  reaction: 'A reaction, or our own text sent back',
  bye: 'Goodbye',
  happy: 'Good news or praise',
  free: 'What it costs',
  private: 'Who sees it, what is kept',
  human: 'Whether a person answers',
  complain: 'How to complain',
  stop: 'How to stop',
  source: 'Where the full report is',
  number: 'Whose number this is',
  current: 'Whether it is still true',
  confused: 'Wants it easier',
  glossary: 'What a word means',
  again: 'To hear it again',
  erase: 'To be forgotten',
  contact: 'How to reach somebody',
  language: 'Another language, easier words',
  optedOut: 'STOP: opted out',
  optedIn: 'START: opted in again',
  helpedByTwilio: 'HELP, answered by Twilio',
  automatic: 'Another machine',
  forget: 'FORGET, which failed',
  unknown: 'Written by another version of the service',
};

/** The same, in words for the person who texted. */
export const PERSONAL_OUTCOME_WORDS: Record<Request['outcome'], string> = {
  topic: 'That you asked about a topic',
  more: 'That you wanted more',
  menu: 'That you wanted the list of topics',
  severalTopics: 'That you asked about several topics at once',
  unsure: 'That you asked about one of two topics, but not which',
  notUnderstood: 'We did not understand it',
  distress: 'That you, or somebody you know, could be in danger',
  help: 'That you wanted help with the service',
  greeting: 'That you said hello',
  thanks: 'That you said thank you',
  worry: 'That you were unhappy or worried',
  reaction: 'That you reacted to a text, or sent one of ours back',
  bye: 'That you said goodbye',
  happy: 'That you had good news, or said something kind',
  free: 'That you asked what it costs',
  private: 'That you asked who sees it',
  human: 'That you asked whether a person answers',
  complain: 'That you asked how to complain',
  stop: 'That you asked how to stop',
  source: 'That you asked where the full report is',
  number: 'That you asked whose number this is',
  current: 'That you asked whether it is still true',
  confused: 'That you wanted it in easier words',
  glossary: 'That you asked what a word means',
  again: 'That you wanted to hear it again',
  erase: 'That you asked how to be forgotten',
  contact: 'That you asked how to reach somebody',
  language: 'That you wanted another language',
  optedOut: 'That you wanted no more texts (STOP)',
  optedIn: 'That you wanted texts again (START)',
  helpedByTwilio: 'That you texted HELP, which Twilio answered',
  automatic: 'That a machine sent it',
  forget: 'That you wanted everything deleted, which failed then',
  unknown: 'We can no longer tell',
};

/** What texts were understood as, in groups so broad that nobody in danger stands out. */
export const GROUP_WORDS: Record<OutcomeGroup, string> = {
  topic: 'A topic',
  readingOn: 'Reading on: MORE, MENU, what a word means',
  aboutTheService: 'A question about the service, or HELP',
  smallTalk: 'Greetings and thanks, STOP and START, machines',
  noTopic: 'No topic found, worries and safety replies among them',
};

/** What a reply was; topics are named by their keywords. */
export function replyWords(reply: Reply, keywordOf: (topic: string) => string): string {
  switch (reply.kind) {
    case 'text':
      return `${keywordOf(reply.topic)}, text ${reply.text}`;
    case 'plainer':
      return `${keywordOf(reply.topic)}, text ${reply.text} in easier words`;
    case 'twoTexts':
      return reply.texts.map(({ topic, text }) => `${keywordOf(topic)}, text ${text}`).join('; ');
    case 'glossary':
      return `What a word means: ${reply.term}`;
    case 'inLanguage':
      return `${reply.about === 'safety' ? 'Safety reply' : 'We only know English'}, in ${capitalized(reply.language)}`;
    case 'endOfTopic':
      return `End of ${keywordOf(reply.topic)}`;
    case 'severalTopics':
    case 'didYouMean':
      return `A choice: ${reply.topics.map(keywordOf).join(', ')}`;
    default:
      return PLAIN_REPLY_WORDS[reply.kind];
  }
}

function capitalized(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const PLAIN_REPLY_WORDS: Record<PlainReply | 'nothing', string> = {
  nothing: 'None',
  safety: 'Safety reply',
  safetySilent: 'Safety reply: ways without speaking',
  safetyStay: 'Safety reply: tell a grown-up too',
  safetyAdult: 'Safety reply: for an adult',
  worry: 'Sorry to hear that, who can help',
  worryGoodbye: 'You are welcome, Childline',
  bye: 'Goodbye',
  happy: 'Good to hear',
  free: 'What it costs',
  private: 'Who sees it, what is kept',
  human: 'A computer answers',
  complain: 'How to complain',
  source: 'Where the full report is',
  number: 'Whose number this is',
  current: 'Which letter it is, where newer ones are',
  confused: 'How to ask',
  contact: 'Where to find the council',
  language: 'We only know English',
  slowDown: 'Please wait an hour',
  forgotten: 'All is deleted',
  howToStop: 'How to stop',
  menu: 'The list of topics',
  menuMore: 'The rest of the topics',
  nothingToContinue: 'Pick a topic first',
  greeting: 'A greeting',
  thanks: 'You are welcome',
  help: 'Who answers, 999 and Childline',
  notUnderstood: 'Not understood, Childline',
  notUnderstoodAgain: 'Not understood, 999 and Childline',
  cannotAnswer: 'Try again later',
};

/** What became of a reply. `unreported` means that Twilio has not told us yet. */
export const DELIVERY_WORDS: Record<Delivery['status'] | 'unreported', string> = {
  delivered: 'It arrived',
  undelivered: 'It did not arrive',
  failed: 'It could not be sent',
  unreported: 'Nothing reported yet',
};

// https://www.twilio.com/docs/api/errors
const ERROR_WORDS: Record<string, string> = {
  '21610': 'The person has opted out with STOP',
  '30003': 'The phone was switched off or out of reach',
  '30004': 'The phone or its network blocks our texts',
  '30005': 'The number is not known any more',
  '30006': 'The number is a landline that takes no texts',
  '30007': 'The network took it for spam',
  '30008': 'The network gave no reason',
  '30450': 'Held back as possible fraud against us',
  none: 'No reason was given',
};

/** Why a reply did not arrive, by Twilio's code. */
export function errorWords(code: string): string {
  return ERROR_WORDS[code] ?? 'Another reason';
}
