import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { serviceForThisTest } from '../../support/running-service.ts';

const START = resolve('infra/local/start.ts');
const TEXT = resolve('infra/local/text.ts');
const SEED = resolve('infra/local/seed.ts');
const ROLL_UP = resolve('infra/local/roll-up.ts');
const CHECK = resolve('infra/content/check.ts');

/** A folder with a copy of content/, for a command to be run in. */
function folderWithContent(): string {
  const folder = mkdtempSync(join(tmpdir(), 'command-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync('content', join(folder, 'content'), { recursive: true });
  cpSync('cdk.json', join(folder, 'cdk.json'));
  return folder;
}

function run(
  script: string,
  args: string[] = [],
  variables: Record<string, string> = {},
  cwd = '.',
): ChildProcessWithoutNullStreams {
  return spawn(process.execPath, [script, ...args], { cwd, env: { ...process.env, ...variables } });
}

async function ended(command: ChildProcessWithoutNullStreams) {
  const [[code], printed, complained] = await Promise.all([
    once(command, 'exit'),
    text(command.stdout),
    text(command.stderr),
  ]);
  return { code, printed, complained };
}

/** Collects what a command prints, and waits for it. */
function printing(command: ChildProcessWithoutNullStreams) {
  let printed = '';
  for (const stream of [command.stdout, command.stderr]) stream.on('data', (data) => (printed += data));
  return {
    async until(words: string) {
      while (!printed.includes(words)) {
        if (command.exitCode !== null) throw new Error(`It ended before it printed "${words}":\n${printed}`);
        await new Promise((later) => setTimeout(later, 20));
      }
      return printed;
    },
  };
}

/** Replaces the THANKS reply in a folder's content. */
function changeThanks(folder: string, words: string): void {
  const file = join(folder, 'content', 'replies.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^thanks: .*$/m, `thanks: "${words}"`));
}

describe('npm start', () => {
  it('says when it can be texted, serves a change of content, keeps what it has when that is wrong, and stops cleanly', async () => {
    const folder = folderWithContent();
    const service = run(START, [], { PORT: '0' }, folder);
    onTestFinished(() => void service.kill('SIGKILL'));
    const output = printing(service);
    const port = /localhost:(\d+)\/\n/.exec(await output.until('Stop with'))?.[1] ?? '';
    expect(await output.until('Stop with')).toMatch(/^ready$/m);

    const thanks = async () => (await ended(run(TEXT, ['thanks'], { PORT: port }))).printed;
    changeThanks(folder, 'You are most welcome.');
    await output.until('is served.');
    expect(await thanks()).toContain('You are most welcome.');

    changeThanks(folder, 'Reply YES.');
    await output.until('is not served until this is fixed');
    expect(await output.until('asks people to text YES')).toContain('replies.yaml:');
    expect(await thanks()).toContain('You are most welcome.');

    service.kill('SIGTERM');
    const [code] = await once(service, 'exit');
    expect(code).toBe(0);
  });

  it('says so in a line when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const { code, complained } = await ended(run(START, [], { PORT: String(port) }));
    expect(code).toBe(1);
    expect(complained).toBe(`Port ${port} is taken. Stop what uses it, or choose another: PORT=3001 npm start\n`);
  });

  it.each([
    [{ PORT: 'abc' }, 'PORT must be a number'],
    [{ PUBLIC_URL: 'texts.example.org' }, 'PUBLIC_URL must be an address'],
  ])('says so in a line when it is given %j', async (variables, complaint) => {
    const { code, complained } = await ended(run(START, [], variables));
    expect(code).toBe(1);
    expect(complained).toContain(complaint);
    expect(complained.trim().split('\n')).toHaveLength(1);
  });
});

describe('npm run text', () => {
  it('starts a service for the moment when there is none, and prints reply, topic and size', async () => {
    const { code, printed } = await ended(
      run(TEXT, ['grades', 'please'], { PORT: '1', DATA_DIR: folderWithContent() }),
    );
    expect(code).toBe(0);
    expect(printed).toMatch(
      /Outstanding.*\[topic grades, text 1 \| outcome topic \| 1 segment, \d+ of 160 characters\]/s,
    );
  });

  it('goes to the service that was started last when no PORT is named', async () => {
    const folder = folderWithContent();
    const service = run(START, [], { PORT: '0' }, folder);
    onTestFinished(() => void service.kill('SIGKILL'));
    await printing(service).until('Stop with Ctrl+C.');
    const texted = await ended(run(TEXT, ['grades'], { PORT: '' }, folder));
    expect(texted).toMatchObject({ code: 0, complained: '' });
    service.kill('SIGTERM');
    await once(service, 'exit');
    expect(readdirSync(join(folder, 'node_modules', '.cache', 'letter-texts'))).toEqual([]);
  });

  it('explains what was read, how likely each meaning is, what counted and what it is like', async () => {
    const { code, printed } = await ended(
      run(TEXT, ['--explain', 'wot grade did we get'], { PORT: '1', DATA_DIR: folderWithContent() }),
    );
    expect(code).toBe(0);
    expect(printed).toMatch(
      /topic grades 1.*what grade did we get.*\d+ % +grades, for .*"grade.*" \+\d.*Like +\d+ % +".*grade/s,
    );
  });

  it.each([
    [[], 'Write what to text'],
    [['--loud', 'GRADES'], 'Write what to text'],
    [['GRADES', '--from', '07700'], 'Write a whole number'],
  ])('says so in a line when it is given %j', async (args, complaint) => {
    const { code, complained } = await ended(run(TEXT, args));
    expect(code).toBe(1);
    expect(complained).toContain(complaint);
    expect(complained.trim().split('\n')).toHaveLength(1);
  });

  it('says so when something else listens where the service should be', async () => {
    const other = createServer((_, response) => response.writeHead(404).end('not here')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    onTestFinished(() => void other.close());
    const { code, complained } = await ended(
      run(TEXT, ['GRADES'], { PORT: String((other.address() as AddressInfo).port) }),
    );
    expect(code).toBe(1);
    expect(complained).toContain('Is it this service?');
  });
});

describe('npm run seed and npm run roll-up', () => {
  it('fill the running service, and count what is there', async () => {
    const service = await serviceForThisTest();
    const PORT = new URL(service.url).port;
    const seeded = await ended(run(SEED, ['--requests', '200', '--days', '3'], { PORT }));
    expect(seeded).toMatchObject({ code: 0, printed: expect.stringContaining('200 requests over 3 days') });
    const requests = (await service.items()).filter(({ sk }) => /^REQUEST#/.test(String(sk)));
    expect(requests).toHaveLength(200);
    expect(await ended(run(ROLL_UP, [], { PORT }))).toMatchObject({
      code: 0,
      printed: expect.stringMatching(/^Counted: .*\d{4}-\d\d-\d\d$/m),
    });
  });

  it('leave counts alone of what is older than requests are kept', async () => {
    const service = await serviceForThisTest();
    const PORT = new URL(service.url).port;
    await ended(run(SEED, ['--requests', '300', '--days', '100'], { PORT }));
    const items = await service.items();
    const requests = items.filter(({ sk }) => /^REQUEST#/.test(String(sk)));
    const nowSeconds = Date.now() / 1000;
    expect(requests.length).toBeGreaterThan(0);
    expect(requests.filter(({ expiresAt }) => Number(expiresAt) <= nowSeconds)).toEqual([]);
    const days = items.filter(({ sk }) => /^\d{4}-\d\d-\d\d$/.test(String(sk)));
    const texts = days.map(({ counts }) => Number(JSON.parse(String(counts)).texts));
    // Those of the last minute are counted by the next roll-up.
    const counted = texts.reduce((sum, one) => sum + one, 0);
    expect(counted).toBeGreaterThan(requests.length);
    expect(counted).toBeLessThanOrEqual(300);
    expect(counted).toBeGreaterThan(290);
  });

  it.each([
    [SEED, [], 'Start the service'],
    [SEED, ['--requests', 'many'], 'Write how many requests'],
    [SEED, ['--days', '400'], 'Write how many requests'],
    [ROLL_UP, [], 'Start npm start first'],
  ])('say in a line what to do when they cannot run: %s %j', async (script, args, complaint) => {
    const { code, complained } = await ended(run(script, args, { PORT: '1' }));
    expect(code).toBe(1);
    expect(complained).toContain(complaint);
    expect(complained.trim().split('\n')).toHaveLength(1);
  });
});

describe('npm run content', () => {
  it('prints a table and ends well when nothing is wrong', async () => {
    const { code, printed } = await ended(run(CHECK, [], {}, folderWithContent()));
    expect(code).toBe(0);
    expect(printed).toContain('GRADES');
  });

  it('names the place and the fix, and fails, when something is', async () => {
    const folder = folderWithContent();
    changeThanks(folder, 'You’re welcome.');
    const { code, complained } = await ended(run(CHECK, [], {}, folder));
    expect(code).toBe(1);
    expect(complained).toMatch(/^content\/replies\.yaml:\d+ {2}thanks: ’ .*Use ' instead\.$/m);
  });

  it('fails when a letter’s folder lacks a file, or there is no letter', async () => {
    const folder = folderWithContent();
    rmSync(join(folder, 'content', 'dorset-2021', 'letter.yaml'));
    expect(await ended(run(CHECK, [], {}, folder))).toMatchObject({
      code: 1,
      complained: expect.stringContaining('content/dorset-2021/letter.yaml:1  The file is missing'),
    });
    rmSync(join(folder, 'content', 'dorset-2021'), { recursive: true });
    expect(await ended(run(CHECK, [], {}, folder))).toMatchObject({ code: 1 });
  });
});
