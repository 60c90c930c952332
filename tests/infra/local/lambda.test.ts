import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type LocalLambda, startLambda } from '../../../infra/local/lambda.ts';

/** Says which instance answers and how many events it is at. With `meet` it answers when two of them are under way. */
const CODE = `
import { randomUUID } from 'node:crypto';
const instance = randomUUID();
let underWay = 0;
export async function handler({ meet, never }) {
  underWay += 1;
  if (never) await new Promise(() => {});
  if (meet) {
    const others = new BroadcastChannel(meet);
    await new Promise((met) => {
      others.onmessage = ({ data }) => {
        if (data === 'here') others.postMessage('met');
        met();
      };
      others.postMessage('here');
    });
    others.close();
  }
  const atOnce = underWay;
  underWay -= 1;
  return { instance, atOnce };
}`;

interface Answer {
  instance: string;
  atOnce: number;
}

function lambdaForThisTest({ maxInstances, timeoutMs = 30_000 }: { maxInstances: number; timeoutMs?: number }) {
  const folder = mkdtempSync(join(tmpdir(), 'lambda-'));
  writeFileSync(join(folder, 'index.mjs'), CODE);
  const lambda = startLambda({
    folder,
    handler: 'index.handler',
    environment: {},
    timeoutMs,
    maxInstances,
    log: () => {},
  });
  onTestFinished(async () => {
    await lambda.close();
    rmSync(folder, { recursive: true });
  });
  return { ...lambda, answer: (event: object) => lambda.invoke(event) as Promise<Answer> } satisfies LocalLambda & {
    answer: unknown;
  };
}

const instancesOf = (answers: Answer[]) => new Set(answers.map(({ instance }) => instance));

describe('a function', () => {
  it('answers two events at once from two instances, each of which has one', async () => {
    const { answer } = lambdaForThisTest({ maxInstances: 2 });
    const answers = await Promise.all([answer({ meet: 'two' }), answer({ meet: 'two' })]);
    expect(instancesOf(answers).size).toBe(2);
    expect(answers.map(({ atOnce }) => atOnce)).toEqual([1, 1]);
  });

  it('has events wait when it has as many instances as it may have', async () => {
    const { answer } = lambdaForThisTest({ maxInstances: 1 });
    const answers = await Promise.all([answer({}), answer({}), answer({})]);
    expect(instancesOf(answers).size).toBe(1);
    expect(answers.map(({ atOnce }) => atOnce)).toEqual([1, 1, 1]);
  });

  it('starts no second instance while the first is free', async () => {
    const { answer } = lambdaForThisTest({ maxInstances: 4 });
    expect(instancesOf([await answer({}), await answer({}), await answer({})]).size).toBe(1);
  });

  it('is answered for by a new instance after one has timed out', async () => {
    const { answer } = lambdaForThisTest({ maxInstances: 1, timeoutMs: 1000 });
    const before = await answer({});
    await expect(answer({ never: true })).rejects.toThrow('Task timed out after 1 seconds');
    const after = await answer({});
    expect(after.instance).not.toBe(before.instance);
    expect(after.atOnce).toBe(1);
  });

  it('is answered for by new instances after a restart, and what was begun is finished', async () => {
    const { answer, restart } = lambdaForThisTest({ maxInstances: 2 });
    const begun = answer({ meet: 'both sides' });
    restart();
    const next = answer({ meet: 'both sides' });
    expect(instancesOf(await Promise.all([begun, next])).size).toBe(2);
    expect((await answer({})).instance).toBe((await next).instance);
  });
});
