import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { hashOfInputs } from '../../../infra/local/synthesis-cache.ts';

/** A project with a file of each kind. */
function project() {
  const folder = mkdtempSync(join(tmpdir(), 'project-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const write = (file: string, words: string) => {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), words);
  };
  for (const file of [
    'infra/app.ts',
    'lambdas/staff/show.tsx',
    'content/a/topics.yaml',
    'tests/a.test.ts',
    'cdk.json',
  ]) {
    write(file, 'before');
  }
  return { folder, write };
}

describe('the stack of the local run', () => {
  it.each(['infra/app.ts', 'lambdas/staff/show.tsx', 'content/a/topics.yaml', 'cdk.json', 'settings.yaml'])(
    'is synthesized anew when %s has changed',
    (file) => {
      const { folder, write } = project();
      const before = hashOfInputs(folder);
      write(file, 'after');
      expect(hashOfInputs(folder)).not.toBe(before);
    },
  );

  it('is synthesized anew when a file has another name', () => {
    const { folder } = project();
    const before = hashOfInputs(folder);
    renameSync(join(folder, 'infra/app.ts'), join(folder, 'infra/main.ts'));
    expect(hashOfInputs(folder)).not.toBe(before);
  });

  it('is kept when a test has changed, and when a file is written as it was', () => {
    const { folder, write } = project();
    const before = hashOfInputs(folder);
    write('tests/a.test.ts', 'after');
    write('infra/app.ts', 'before');
    expect(hashOfInputs(folder)).toBe(before);
  });
});
