import { describe, expect, it } from 'vitest';
import { besideOthers } from '../../../infra/learning/beside-others.ts';

function examplesOf(meaning: string, count: number) {
  return Array.from({ length: count }, (_, at) => ({ text: `${meaning} ${at}`, meanings: [meaning] }));
}
const examples = [
  ...examplesOf('distress', 200),
  ...examplesOf('worry', 200),
  ...examplesOf('everyday', 200),
  ...examplesOf('grades', 200),
];
const pairs = besideOthers(examples);

describe('examples beside others', () => {
  it('mean distress when a cry is among them, and everyday otherwise', () => {
    expect(pairs.length).toBeGreaterThan(100);
    for (const { text, meanings } of pairs) {
      expect(meanings).toEqual([text.includes('distress') ? 'distress' : 'everyday']);
    }
  });

  it('never put a worry beside a cry, for that is hard to tell apart', () => {
    expect(pairs.filter(({ text }) => text.includes('worry'))).toEqual([]);
  });

  it('have the cry first in some and last in others', () => {
    const cries = pairs.filter(({ text }) => text.includes('distress'));
    const first = cries.filter(({ text }) => text.startsWith('distress'));
    expect(first.length).toBeGreaterThan(0);
    expect(first.length).toBeLessThan(cries.length);
  });

  it('stay nearly all the same when an example is added, so that little must be encoded anew', () => {
    const before = new Set(pairs.map(({ text }) => text));
    const after = besideOthers([...examples, { text: 'happy birthday', meanings: ['everyday'] }]);
    expect(after.filter(({ text }) => !before.has(text)).length).toBeLessThan(10);
  });
});
