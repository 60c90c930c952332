/**
 * How sure the classifiers must be before we answer. The cost of each mistake sets these thresholds. The worst mistake
 * is a cheerful topic for a cry for help, then silence, then the safety reply for a question. The safety reply for an
 * unrelated text costs little, because "not understood" has Childline in it too.
 *
 * The figures are probabilities, from 0 to 1. They were chosen on texts left out of learning, and `npm run learn`
 * prints what they bring.
 */

/**
 * From here on it is distress. At 0.82, six in a hundred fewer hints were found; at 0.74, one private text in fifty was
 * taken for a cry. Without the encoder fewer cries are found, so we put up with more false alarms.
 */
export const DISTRESS = { withVector: 0.78, withoutVector: 0.54 } as const;
/**
 * When almost nothing but a cry or a worry is likely, the cry need only be the likelier of the two. Both replies are
 * kind and give a number to call, and taking a cry for a worry is the worse mistake.
 */
export const DISTRESS_RATHER_THAN_WORRY = 0.5;
export const DISTRESS_OR_WORRY = 0.78;
/** A text that may be a cry gets no topic and nothing cheerful. */
export const MAX_DISTRESS_OF_A_TOPIC = 0.3;
/** The same for a topic that part of the text names exactly: "grades please, my last message was lost". */
export const MAX_DISTRESS_OF_A_NAMED_TOPIC = 0.35;
export const MAX_DISTRESS_OF_A_PLEASANTRY = 0.15;

/** Unhappy, but not in danger. A possible cry counts too, because the reply to a worry has Childline in it. */
export const WORRY = 0.45;
export const WORRY_OR_DISTRESS = 0.7;
/** A text that may be a complaint about a topic never gets that topic. */
export const MAX_WORRY_OF_A_TOPIC = 0.2;

/**
 * All topics together. Below this, a text is about something else. At 0.50, half in a hundred questions more were
 * answered, and three in a hundred more that the letter says nothing about.
 */
export const TOPIC = 0.56;
/** The likeliest topic's share of all topics. Below this, we offer two. */
export const CLEAR_TOPIC = 0.7;
/** The share that each of two topics has when a text asks for both. */
export const EACH_OF_TWO_TOPICS = 0.25;

/** All questions about the service together. A wrong answer to one of them costs little. */
export const SERVICE = 0.35;
/** MENU, thanks and the like. */
export const PLEASANTRY = 0.5;
/** A machine gets silence, so almost nothing else may be likely. */
export const MACHINE = 0.7;
/** Of the words that a reaction quotes. Anything else gets silence. */
export const DISTRESS_OF_A_QUOTATION = 0.5;
/** In another language both replies give the numbers, so half is enough. */
export const DISTRESS_IN_ANOTHER_LANGUAGE = 0.5;
/** The share of distress that must be an adult's: few examples are by adults, so a little tells much. */
export const FROM_ADULT = 0.06;
/** Worry and distress together. From here on, "not understood" says to call 999 too. */
export const NEAR_WORRY = 0.35;
/** A misspelt keyword counts as one unless distress is this likely. Other misspelt words give way sooner. */
export const DISTRESS_OF_A_MISSPELT_WORD = { keyword: 0.95, other: 0.5 } as const;
