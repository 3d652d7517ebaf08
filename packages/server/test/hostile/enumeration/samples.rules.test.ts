import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chanceDeviation, chanceOfGreater, median } from './samples.rules.ts';

describe('the median', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[7], 7],
  ])('of %j is %d', (sample, expected) => {
    expect(median(sample)).toBe(expected);
  });
});

describe('the chance that one of a sample is greater', () => {
  it.each([
    [[1, 2], [3, 4], 0],
    [[3, 4], [1, 2], 1],
    [[1, 1], [1, 1], 0.5],
    [[1, 3], [2, 2], 0.5],
    [[2, 3], [1, 3], 0.625],
  ])('of %j than one of %j is %d', (a, b, expected) => {
    expect(chanceOfGreater(a, b)).toBe(expected);
  });

  it('is what is left of the chance the other way round', () => {
    const samples = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(samples, samples, (a, b) => {
        expect(chanceOfGreater(a, b) + chanceOfGreater(b, a)).toBeCloseTo(1);
      }),
    );
  });

  it('strays less the more is measured', () => {
    const sample = (length: number): number[] => Array.from({ length }, (_, index) => index);
    expect(chanceDeviation(sample(100), sample(100))).toBeCloseTo(0.0409, 3);
    expect(chanceDeviation(sample(400), sample(400))).toBeCloseTo(0.0204, 3);
  });
});
