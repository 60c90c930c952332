/** The staff pages' stylesheet: those parts of govuk-frontend that they use, without its font and crown. */

import { fileURLToPath } from 'node:url';
import { compile } from 'sass';

const SOURCE = fileURLToPath(new URL('../lambdas/staff/staff.scss', import.meta.url));
const PACKAGES = fileURLToPath(new URL('../node_modules', import.meta.url));

export function buildStylesheet(): string {
  return compile(SOURCE, { loadPaths: [PACKAGES], style: 'compressed', quietDeps: true }).css;
}
