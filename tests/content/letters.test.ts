import { describe, expect, it } from 'vitest';
import { checkContent, meanGrade } from '../../infra/content/check-content.ts';
import { everyText } from '../../infra/content/check-text.ts';
import { renderProblem } from '../../infra/content/content-source.ts';
import { countSegments } from '../../infra/content/count-segments.ts';
import { letterIds, readContent } from '../../infra/content/read-content.ts';

describe.each(letterIds('content'))('the letter %s', (id) => {
  const read = readContent('content', id);
  const source = read.isReadable ? read.source : undefined;

  it('passes the content check', () => {
    const problems = source ? checkContent(source) : read.isReadable || read.problems;
    expect(Array.isArray(problems) && problems.map(renderProblem)).toEqual([]);
  });

  const texts = source ? everyText(source) : [];

  it.each(texts.filter(({ file }) => file !== 'languages'))(
    'fits one segment of GSM-7 and is easy to read: $title',
    ({ file, sent, grade }) => {
      for (const words of sent) expect(countSegments(words)).toMatchObject({ segments: 1, isGsm7: true });
      expect(grade).toBeLessThanOrEqual(file === 'topics' ? 7 : 8);
    },
  );

  it.each(texts.filter(({ file }) => file === 'languages'))('fits two segments: $title', ({ sent }) => {
    for (const words of sent) expect(countSegments(words).segments).toBeLessThanOrEqual(2);
  });

  it('is easy to read as a whole', () => {
    expect(source && meanGrade(everyText(source))).toBeLessThanOrEqual(5);
  });
});
