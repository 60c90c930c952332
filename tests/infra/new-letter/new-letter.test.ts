import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildLetter } from '../../../infra/content/build-letter.ts';
import { newTexter, serviceForThisTest } from '../../support/running-service.ts';

/** How many lines of each file of shared examples are learned from here: all of them take minutes. */
const LINES = 14;

/** A folder with content that all letters share, and no letter. */
function folderWithoutLetters(): string {
  const folder = mkdtempSync(join(tmpdir(), 'new-letter-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync('content', join(folder, 'content'), {
    recursive: true,
    filter: (name) => !name.startsWith(join('content', 'dorset-2021')) && !name.startsWith(join('content', 'examples')),
  });
  for (const name of readdirSync('content/examples', { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.txt')) continue;
    const file = join(folder, 'content/examples', name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, readFileSync(join('content/examples', name), 'utf8').split('\n').slice(0, LINES).join('\n'));
  }
  return folder;
}

function run(script: string, cwd: string, ...args: string[]) {
  return spawnSync(process.execPath, [resolve(script), ...args], { cwd, encoding: 'utf8' });
}

describe('a new letter', () => {
  it('goes from an empty folder to being texted and understood, with only content changed', async () => {
    const folder = folderWithoutLetters();
    expect(run('infra/new-letter/new-letter.ts', folder, '--name', 'Somerset 2022').status).toBe(0);
    expect(run('infra/learning/learn.ts', folder).status).toBe(0);
    const checked = run('infra/content/check.ts', folder);
    expect(checked.stderr).toBe('');
    expect(checked.stdout).toMatch(/somerset-2022[\s\S]*GRADES[\s\S]*CARE[\s\S]*LEAVING[\s\S]* 0 problems/);

    const service = await serviceForThisTest();
    service.stack.serveLetter(buildLetter(join(folder, 'content'), {}));
    const person = newTexter(service);
    expect(await person.texts('GRADES')).toMatch(/^Ofsted's 2022 grades/);
    expect(await person.texts('what grade did they get in the inspection')).toMatch(/^Ofsted's 2022 grades/);
    expect(await person.texts('do care leavers get help to find a flat')).toMatch(/leave care get help to find a home/);
    expect(await person.texts('hello')).toMatch(/Somerset/);
    expect(await person.texts('HARBOUR')).not.toMatch(/Harbour/);
    expect(await person.texts('my dad hits me and i am scared')).toMatch(/999.*0800 1111/);
  });

  it.each([
    [['--name', 'Somerset']],
    [['--name', '2022']],
    [['--name', 'somerset 2022']],
    [[]],
    [['--place', 'Somerset']],
  ])('is not laid out without a place and a year: %j', (args) => {
    const { status, stderr } = run('infra/new-letter/new-letter.ts', folderWithoutLetters(), ...args);
    expect(status).toBe(1);
    expect(stderr).toBe(
      'Name the place and the year of the inspection: npm run new-letter -- --name "Somerset 2022"\n',
    );
  });

  it('is not laid over another', () => {
    const folder = folderWithoutLetters();
    run('infra/new-letter/new-letter.ts', folder, '--name', 'Somerset 2022');
    const { status, stderr } = run('infra/new-letter/new-letter.ts', folder, '--name', 'Somerset 2022');
    expect(status).toBe(1);
    expect(stderr).toContain('somerset-2022 is there already');
  });
});
