/** The few figures of the report that staff are shown, as they stand beside the weights that they were measured with. */

import type { Measured } from '../../content/letter.ts';
import { figuresOf, type Understood } from './report.ts';

const FIGURES: Record<keyof Measured, string> = {
  plainCries: 'plain cries for help: found',
  hints: 'hints: found',
  everyday: 'everyday: the safety reply',
};

/**
 * Takes from the report how often the safety reply is sent when it should be, and when it should not.
 *
 * @returns nothing for a letter without texts to measure with
 *
 * @example measuredOf(understood) // { plainCries: { of: 808, percent: 92 }, hints: …, everyday: … }
 */
export function measuredOf(understood: readonly Understood[]): Measured | undefined {
  const figures = figuresOf(understood);
  const shareOf = (name: string) => {
    const { of, percent } = figures.find((figure) => figure.name === name) ?? { of: 0, percent: 0 };
    return { of, percent: Math.round(percent) };
  };
  const measured = {
    plainCries: shareOf(FIGURES.plainCries),
    hints: shareOf(FIGURES.hints),
    everyday: shareOf(FIGURES.everyday),
  };
  return Object.values(measured).every(({ of }) => of > 0) ? measured : undefined;
}
