import { describe, expect, it } from 'vitest';
import { refreshingCache } from '../../../lambdas/aws/refreshing-cache.ts';

/** A value that is a new number at each reading, on a clock that the test moves. */
function countingReads() {
  const clock = { now: 0 };
  let reads = 0;
  const value = refreshingCache(
    async () => {
      reads += 1;
      return reads;
    },
    () => clock.now,
    () => {},
  );
  return { clock, value };
}

/** A value whose next readings fail, so many of them. */
function readsThatFail(count: number) {
  const clock = { now: 0 };
  let left = count;
  let reads = 0;
  const value = refreshingCache(
    async () => {
      reads += 1;
      left -= 1;
      if (left >= 0) throw new Error('down');
      return 'up';
    },
    () => clock.now,
    () => {},
  );
  return { clock, value, reads: () => reads, fails: (more: number) => (left = more) };
}

describe('a value that is kept', () => {
  it('is read once, also by many at the same time', async () => {
    const { value } = countingReads();
    expect(await Promise.all([value(), value(), value(1000)])).toEqual([1, 1, 1]);
  });

  it('is kept for good when no age is asked for', async () => {
    const { clock, value } = countingReads();
    await value();
    clock.now = 1e12;
    expect(await value()).toBe(1);
  });

  it('is read again when it is as old as it may be, and not before', async () => {
    const { clock, value } = countingReads();
    await value(1000);
    clock.now = 999;
    expect(await value(1000)).toBe(1);
    clock.now = 1000;
    expect(await value(1000)).toBe(2);
  });

  it('is read anew when it could not be read the first time', async () => {
    const { clock, reads, value } = readsThatFail(1);
    await expect(value()).rejects.toThrow('down');
    clock.now = 10_000;
    expect(await value()).toBe('up');
    expect(reads()).toBe(2);
  });

  it('is not read for ten seconds after a reading that failed, so that none waits for it', async () => {
    const { clock, reads, value } = readsThatFail(1);
    await expect(value()).rejects.toThrow('down');
    clock.now = 9_999;
    await expect(value()).rejects.toThrow('down');
    expect(reads()).toBe(1);
  });

  it('is given to all who ask while a reading is under way that then fails', async () => {
    const { clock, value, fails } = readsThatFail(0);
    await value(1000);
    clock.now = 1000;
    fails(1);
    expect(await Promise.all([value(1000), value(1000), value(1000)])).toEqual(['up', 'up', 'up']);
  });

  it('stays when it cannot be read again, which is told', async () => {
    const clock = { now: 0 };
    const told: unknown[] = [];
    let isDown = false;
    const value = refreshingCache(
      async () => {
        if (isDown) throw new Error('down');
        return 'up';
      },
      () => clock.now,
      (error) => told.push(error),
    );
    await value(1000);
    isDown = true;
    clock.now = 1000;
    expect(await value(1000)).toBe('up');
    expect(told).toEqual([new Error('down')]);
  });
});
