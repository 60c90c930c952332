/** How a word sounds, roughly, for those who write as they hear: "vurchual", "protecshun", "fosta". */

/** Spellings and what stands for their sound, tried in this order. Capitals are sounds that no letter has by itself. */
const SOUNDS: readonly [RegExp, string][] = [
  [/[^a-z]/g, ''],
  [/^(?:kn|gn)/, 'n'],
  [/^wr/, 'r'],
  [/^wh/, 'w'],
  [/ph/g, 'f'],
  [/(?:augh|ough)/g, 'o'],
  [/[gh]h/g, ''],
  // "station", "mission", "special", "shun": all one sound.
  [/(?:ti|ci|si|ssi|shu?|sc?h)(?=[aeo]n|al|un|n$)/g, 'S'],
  [/sch/g, 'sk'],
  [/(?:tch|ch|sh)/g, 'S'],
  // "virtual", "picture", "education" as "educashun"
  [/t(?=u[aer])/g, 'S'],
  [/(?:dge|dg|j|g(?=[ei]))/g, 'J'],
  [/c(?=[eiy])/g, 's'],
  [/(?:ck|cc|qu|[ckq])/g, 'k'],
  [/x/g, 'ks'],
  [/z/g, 's'],
  [/v/g, 'f'],
  [/th/g, 't'],
  [/d/g, 't'],
  // An r or an h after a vowel is hardly heard in England: "fosta", "carer".
  [/(?<=[aeiou])[rhw](?![aeiouy])/g, ''],
  [/(?!^)[aeiouy]+/g, ''],
  [/^[aeiouy]+/, 'A'],
  [/(?!^)h/g, ''],
  [/(.)\1+/g, '$1'],
];

/**
 * The consonants that are heard, in signs of our own. Words with one sound may be misspellings of each other.
 *
 * @example soundOf('foster') === soundOf('fosta') // both 'fst'
 */
export function soundOf(word: string): string {
  return SOUNDS.reduce((sound, [spelling, heard]) => sound.replace(spelling, heard), word);
}
