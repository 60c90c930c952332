/** `npm run licences`: writes LICENCES.md from what is in the Lambdas, and says what may not be there. */

import { writeFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { partsOfBuiltBundles } from '../bundle-lambda.ts';
import { buildLetter } from '../content/build-letter.ts';
import { LetterTextsStack } from '../letter-texts-stack.ts';
import { parseSettings } from '../settings.ts';
import { CODE_BUDGETS_KB } from './bundle-rules.ts';
import { codeSizesKb, faultsOf, packagesOf } from './read-bundles.ts';
import { LICENCES_FILE, renderLicences } from './render-licences.ts';

// Bundles do not depend on the settings of a council.
const settings = parseSettings(() => undefined);
new LetterTextsStack(new App(), settings, buildLetter('content', settings));

const bundles = partsOfBuiltBundles();
const packages = packagesOf(bundles);
const sizes = codeSizesKb(bundles);
writeFileSync(LICENCES_FILE, renderLicences(packages));
console.table([...sizes].map(([bundle, kb]) => ({ bundle, kB: Math.ceil(kb), 'at most': CODE_BUDGETS_KB[bundle] })));
console.log(`${LICENCES_FILE} names ${packages.length} packages.`);
const faults = faultsOf(packages, sizes);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
