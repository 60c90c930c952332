/** What stands around a text, and what shows that no person wrote it in words. */

/** A digit beside these is code, a sum, a price or a smiley, and no number of the menu: "-1", "4/4", "2+2", "£5", "<3". */
const SYMBOLS_OF_NUMBERS = /[$£€%^*+=<>[\]/~@½¼¾]|\d\.\d|(?<![\p{L}\p{N}])[-−]\d/u;
/** No word beside these is meant as a keyword: "${grades}", "www.care.example". */
const SYMBOLS_OF_CODE = /[{}\\|`]|\bwww\.|\w@\w|\.(?:com|org|net|uk|example)\b/i;

/** True when a text is code or an address rather than words. */
export function isCode(body: string): boolean {
  return SYMBOLS_OF_CODE.test(body);
}

/** True when a text is code, an address or a sum: nothing in it is a keyword or a number of the menu. */
export function hasNoKeyword(body: string): boolean {
  return isCode(body) || (/[\d½¼¾]/.test(body) && SYMBOLS_OF_NUMBERS.test(body));
}

/** What phones put under a text. */
const PHONE_SIGNATURE =
  /(?:\n|[.!?] )\s*(?:sent (?:from|via|using) (?:my|the|outlook|yahoo|samsung|mail)\b.*|get outlook for .*)$/i;
/** A dash and a name that is written as one: "-Emily". Small letters after a dash may be a child's next words. */
const NAME_SIGNATURE = /\n\s*[-–—~]+\s?\p{Lu}[\p{L}.'’]*(?:[ \t]\p{Lu}[\p{L}.'’]*){0,2}$/u;
/** A number that the text is sent to, as posters have it: "Text GRADES to 60777". */
const TO_A_NUMBER = /\s+to:?\s+\+?\d[\d ]{3,}$/i;
/** Only so many characters at the end are looked at: time must not grow with the square of a text's length. */
const MAX_SURROUNDINGS = 200;

/** A text without what a phone or a poster adds at its end, and without space there. */
export function withoutSurroundings(body: string): string {
  const text = body.trimEnd();
  const end = text
    .slice(-MAX_SURROUNDINGS)
    .replace(PHONE_SIGNATURE, '')
    .trimEnd()
    .replace(NAME_SIGNATURE, '')
    .trimEnd()
    .replace(TO_A_NUMBER, '');
  return text.slice(0, -MAX_SURROUNDINGS) + end;
}
