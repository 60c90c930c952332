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
    let isDown = true;
    const value = refreshingCache(
      async () => {
        if (isDown) throw new Error('down');
        return 'up';
      },
      () => 0,
      () => {},
    );
    await expect(value()).rejects.toThrow('down');
    isDown = false;
    expect(await value()).toBe('up');
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
