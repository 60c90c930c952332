import { describe, expect, it } from 'vitest';
import { countWanted } from '../../../lambdas/usage/wanted-subjects.ts';

describe('what was looked for', () => {
  it('is counted by people, not by texts', () => {
    const requests = [
      { texter: 'a', wanted: ['money', 'court'] },
      { texter: 'a', wanted: ['money'] },
      { texter: 'b', wanted: ['money'] },
      { texter: 'c' },
    ];
    expect(countWanted(requests, 1)).toEqual([
      { subject: 'money', texters: 2 },
      { subject: 'court', texters: 1 },
    ]);
  });

  it('is not shown when fewer than five people looked for it', () => {
    const people = (count: number, subject: string) =>
      Array.from({ length: count }, (_, at) => ({ texter: `${subject}${at}`, wanted: [subject] }));
    expect(countWanted([...people(4, 'court'), ...people(5, 'housing')])).toEqual([{ subject: 'housing', texters: 5 }]);
  });
});
