/** The CDK app: settings and the checked letter in, the stack's template out. `cdk.json` has the CLI run it. */

import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { buildLetters, ContentError } from './content/build-letter.ts';
import { LetterTextsStack } from './letter-texts-stack.ts';
import { readSettings, SETTINGS_FILE, SettingsError } from './settings.ts';

try {
  const app = new App();
  const settings = readSettings(SETTINGS_FILE, app.node.getAllContext());
  const [usual, ...others] = buildLetters('content', settings);
  new LetterTextsStack(app, settings, usual, others);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
  app.synth();
} catch (error) {
  if (!(error instanceof ContentError || error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
