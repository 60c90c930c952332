import { describe, expect, it } from 'vitest';
import { buildLetter } from '../../../infra/content/build-letter.ts';
import { readContent } from '../../../infra/content/read-content.ts';
import { measuredOf } from '../../../infra/learning/measured.ts';
import { figuresOf, understandHeldOut } from '../../../infra/learning/report.ts';

const { letter, reader, weights, measured } = buildLetter('content', { letter: 'dorset-2021' });
const read = readContent('content', letter.id);
const understood = await understandHeldOut(read.isReadable ? read.source : { examples: [] }, letter, reader, weights);
const figures = figuresOf(understood);

// What is reached is a little better than each bound: understanding may improve, and must not get worse.
describe('texts of writers that nothing was learned from', () => {
  it.each([
    ['questions: right, or a choice that has it', 'at least', 89],
    ['questions: a wrong topic', 'at most', 2.5],
    ['questions: the safety reply by mistake', 'at most', 1],
    ['plain cries for help: found', 'at least', 94],
    ['hints: found', 'at least', 75],
    ['cries and hints: a topic or silence instead', 'at most', 0.5],
    ['everyday: the safety reply', 'at most', 1.2],
    ['everyday: a topic', 'at most', 1.2],
    ['look-alikes: the safety reply', 'at most', 7],
    ['worries: a topic', 'at most', 4],
    ['out of scope: a topic', 'at most', 8.5],
    ['out of scope: the safety reply', 'at most', 2],
    ['questions to the service: right', 'at least', 84],
    ['questions to the service: a topic', 'at most', 5],
    ['silence', 'at most', 0.3],
  ])('are understood well enough: %s, %s %d %%', (name, bound, percent) => {
    const figure = figures.find((one) => one.name === name);
    expect(figure?.of).toBeGreaterThan(100);
    if (bound === 'at least') expect(figure?.percent).toBeGreaterThanOrEqual(percent);
    else expect(figure?.percent).toBeLessThanOrEqual(percent);
  });

  it('are understood as well as staff are told, or npm run learn must be run again', () => {
    expect(measured).toEqual(measuredOf(understood));
  });
});
