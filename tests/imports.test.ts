import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What each folder may import from; its own folder always. The first folder that holds a file is the one that counts. */
const ALLOWED: [folder: string, from: string[]][] = [
  ['content', []],
  ['lambdas/understanding', ['content']],
  ['lambdas/replies', ['lambdas/understanding', 'content']],
  ['lambdas/usage', ['lambdas/replies', 'lambdas/understanding']],
  ['lambdas/twilio', []],
  ['lambdas/aws', []],
  ['lambdas/staff', ['lambdas/usage', 'lambdas/replies', 'lambdas/understanding', 'lambdas/aws', 'content']],
  [
    'lambdas',
    [
      'lambdas/aws',
      'lambdas/twilio',
      'lambdas/usage',
      'lambdas/replies',
      'lambdas/understanding',
      'lambdas/staff',
      'content',
    ],
  ],
  // Learning reads texts as the webhook does.
  ['infra/learning', ['infra', 'infra/content', 'content', 'lambdas/understanding']],
  // The content check and the compiler need the very rules that the replies are made by.
  ['infra/content', ['content', 'lambdas/understanding', 'lambdas/replies']],
  [
    'infra/local',
    [
      'infra',
      'infra/content',
      'infra/learning',
      'content',
      'lambdas/aws',
      'lambdas/usage',
      'lambdas/replies',
      'lambdas/understanding',
      'lambdas/staff',
    ],
  ],
  // The doctor texts a service as the phone page does.
  ['infra/deploy', ['infra', 'infra/content', 'infra/local', 'lambdas/aws']],
  ['infra', ['infra/content', 'content', 'lambdas/aws', 'lambdas/twilio', 'lambdas/usage', 'lambdas/staff']],
];

const IMPORT = /(?:import|export)\s(?:[^'"]*?\sfrom\s)?'(\.[^']+)'|import\('(\.[^']+)'\)/g;

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}

function folderOf(file: string): string {
  return ALLOWED.find(([folder]) => file.startsWith(`${folder}/`))?.[0] ?? '';
}

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)].map(([, from, later]) =>
    relative('.', join(dirname(file), from ?? later ?? '')),
  );
}

describe.each(ALLOWED)('%s', (folder, from) => {
  const files = filesOf(folder).filter((file) => folderOf(file) === folder);

  it.each(files)(`imports only from ${[folder, ...from].join(', ')}: %s`, (file) => {
    const strangers = importsOf(file).filter((imported) => ![folder, ...from].includes(folderOf(imported)));
    expect(strangers).toEqual([]);
  });
});

describe('understanding', () => {
  it('takes nothing but types from content/', () => {
    const statements = filesOf('lambdas/understanding').flatMap(
      (file) => readFileSync(file, 'utf8').match(/^import .*content.*$/gm) ?? [],
    );
    expect(statements.filter((statement) => !statement.startsWith('import type '))).toEqual([]);
  });
});
