/**
 * How sure the classifier must be before something is answered, all in one place. The cost of each mistake sets them.
 * The worst is a cry for help that gets a cheerful topic; then silence; then a question that gets the safety reply. An
 * unrelated text that gets the safety reply costs little, for "not understood" has Childline in it, too.
 *
 * Figures are probabilities, from 0 to 1, and were chosen on texts that nothing was learned from
 * (`npm run learn` prints what they bring).
 */

/**
 * From here on it is distress: a little lower takes one private text in fifty for a cry. Without the encoder fewer cries
 * are found, so more alarms are put up with.
 */
export const DISTRESS = { withVector: 0.825, withoutVector: 0.6 } as const;
/**
 * When hardly anything but a cry or a worry is likely, the cry need only be the likelier of them. Both replies are kind and
 * have a number to call, and to take a cry for a worry is the graver mistake.
 */
export const DISTRESS_RATHER_THAN_WORRY = 0.5;
export const DISTRESS_OR_WORRY = 0.82;
/** A text that may be a cry gets nothing cheerful and nothing of a topic, though it may be neither. */
export const MAX_DISTRESS_OF_A_TOPIC = 0.3;
/** The same of a topic that a part of the text names exactly: "grades please, my last message was lost". */
export const MAX_DISTRESS_OF_A_NAMED_TOPIC = 0.35;
export const MAX_DISTRESS_OF_A_PLEASANTRY = 0.15;

/** Unhappy without danger; what may be distress counts too, for the reply to a worry has Childline in it. */
export const WORRY = 0.45;
export const WORRY_OR_DISTRESS = 0.7;
/** No topic is answered that may be a complaint about that very thing. */
export const MAX_WORRY_OF_A_TOPIC = 0.2;

/** All topics together: below this a text is about something else. */
export const TOPIC = 0.53;
/** The likeliest topic's share of all topics: below this it is one of two, and both are offered. */
export const CLEAR_TOPIC = 0.65;
/** The share that each of two topics has when both are asked for. */
export const EACH_OF_TWO_TOPICS = 0.25;

/** All questions to the service together: a wrong answer to one of them costs little. */
export const SERVICE = 0.35;
/** MENU, thanks and the like. */
export const PLEASANTRY = 0.5;
/** A machine is answered with silence, so nearly nothing else may be likely. */
export const MACHINE = 0.7;
/** Of the words that a reaction quotes: anything else gets silence. */
export const DISTRESS_OF_A_QUOTATION = 0.5;
/** In another language both replies have the numbers, so half is enough. */
export const DISTRESS_IN_ANOTHER_LANGUAGE = 0.5;
/** The share of distress that must be an adult's: few examples are by adults, so a little tells much. */
export const FROM_ADULT = 0.06;
/** Worry and distress together: from here on "not understood" says to call 999, too. */
export const NEAR_WORRY = 0.35;
/** A misspelt keyword is taken for one unless distress is this likely; other misspelt words give way sooner. */
export const DISTRESS_OF_A_MISSPELT_WORD = { keyword: 0.95, other: 0.5 } as const;
