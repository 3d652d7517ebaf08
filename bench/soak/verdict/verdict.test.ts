import { describe, expect, it } from 'vitest';
import { randomFrom } from '../world/random.ts';
import { percentile } from './percentile.ts';
import { floorOf, slopeOf, type Point } from './trend.ts';
import { judge } from './verdict.ts';
import type { Finding, MeasuredSeries, Observations, SeriesKind } from './verdict.types.ts';

const minutes = 30;
const everySeconds = 5;
const warmUpEndsAt = (minutes * 60) / 3;

function sampled(valueAt: (seconds: number) => number): Point[] {
  return Array.from({ length: (minutes * 60) / everySeconds }, (_, index) => {
    const seconds = index * everySeconds;
    return [seconds, valueAt(seconds)];
  });
}

const fine: Observations = {
  warmUpEndsAt,
  series: [{ name: 'still', kind: 'threads', unit: '', points: sampled(() => 11) }],
  growing: [],
  latencies: [],
  claims: [{ name: 'no unexpected answer', holds: true, found: 'none' }],
};

function judgeOne(kind: SeriesKind, valueAt: (seconds: number) => number): Finding | undefined {
  const series: MeasuredSeries = { name: 'it', kind, unit: 'MiB', points: sampled(valueAt) };
  return judge({ ...fine, series: [series] }).findings.find(({ what }) => what === 'it');
}

describe('memory', () => {
  const random = randomFrom(7);
  const noisy = (): number => 180 + 25 * random();
  const sawtooth = (seconds: number): number => 150 + (seconds % 47);

  it.each([
    ['noise', noisy],
    ['a sawtooth of garbage', sawtooth],
    ['a step within the warm-up', (seconds: number) => (seconds < 500 ? 120 : 200) + 5 * random()],
    ['single outliers', (seconds: number) => (seconds % 300 === 0 ? 900 : 180)],
    ['what falls', (seconds: number) => 400 - seconds / 10],
    ['growth only in the warm-up', (seconds: number) => Math.min(seconds, warmUpEndsAt) / 5 + 100],
  ])('is flat in spite of %s', (_, valueAt) => {
    expect(judgeOne('memory', valueAt)).toMatchObject({ isMet: true });
  });

  it.each([
    ['a megabyte and a half a minute under noise', (seconds: number) => noisy() + (seconds / 60) * 1.5],
    ['the same under a sawtooth', (seconds: number) => sawtooth(seconds) + (seconds / 60) * 1.5],
    ['one that begins late', (seconds: number) => 180 + Math.max(0, seconds - 900) / 20],
    ['one in steps', (seconds: number) => 180 + 10 * Math.floor(seconds / 300)],
  ])('that leaks is found: %s', (_, valueAt) => {
    expect(judgeOne('memory', valueAt)).toMatchObject({ isMet: false });
  });

  it('of a heap is what remains after its garbage is collected', () => {
    const heap = (seconds: number): number => 40 + ((seconds * 7) % 90);
    expect(judgeOne('heap', heap)).toMatchObject({ isMet: true });
    expect(judgeOne('heap', (seconds) => heap(seconds) + seconds / 120)).toMatchObject({ isMet: false });
  });
});

describe('what is counted', () => {
  const random = randomFrom(11);

  it('descriptors and threads may differ, and not grow', () => {
    expect(judgeOne('descriptors', () => 60 + Math.floor(6 * random()))).toMatchObject({ isMet: true });
    expect(judgeOne('descriptors', (seconds) => 60 + Math.floor(seconds / 200))).toMatchObject({
      isMet: false,
    });
    expect(judgeOne('threads', (seconds) => 11 + Math.floor(seconds / 500))).toMatchObject({ isMet: false });
  });

  it('rows that are cleaned now and then are flat, and a table of which a tenth stays is not', () => {
    const cleaned = (seconds: number): number => 3000 + (seconds % 30) * 8;
    expect(judgeOne('rows', cleaned)).toMatchObject({ isMet: true });
    expect(judgeOne('rows', (seconds) => cleaned(seconds) + seconds * 0.8)).toMatchObject({ isMet: false });
    expect(judgeOne('rows', (seconds) => seconds * 8)).toMatchObject({ isMet: false });
  });

  it('a table that grows by design grows by what its deeds are for', () => {
    const grow = (each: number): Finding | undefined =>
      judge({
        ...fine,
        growing: [
          {
            name: 'audit',
            reason: 'it is kept',
            points: sampled((seconds) => seconds * each),
            expected: { deeds: 1195, least: 1.9, most: 2.1, of: 'deeds' },
          },
        ],
      }).findings.at(-1);
    expect(grow(2)).toMatchObject({ isMet: true, found: '2,390 rows by 1,195 deeds: 2.00 each' });
    expect(grow(2.4)).toMatchObject({ isMet: false });
    expect(grow(1)).toMatchObject({ isMet: false });
  });
});

describe('answers', () => {
  const times = (count: number, ms: number): number[] =>
    Array.from({ length: count }, (_, index) => ms + (index % 100) / 10);
  const judgeTimes = (second: number[], last: number[]): boolean[] =>
    judge({ ...fine, latencies: [{ name: 'refresh', second, last }] })
      .findings.filter(({ what }) => what.startsWith('refresh'))
      .map(({ isMet }) => isMet);

  it('may take half as long again in the last third, and no longer', () => {
    expect(judgeTimes(times(1000, 30), times(1000, 42))).toEqual([true, true]);
    expect(judgeTimes(times(1000, 30), times(1000, 60))).toEqual([false, false]);
    const tail = times(1000, 30).map((ms, index) => (index % 50 === 0 ? 300 : ms));
    expect(judgeTimes(times(1000, 30), tail)).toEqual([true, false]);
  });

  it('are judged by as much as they are many', () => {
    expect(judgeTimes(times(60, 30), times(60, 60))).toEqual([false]);
    expect(judgeTimes(times(10, 30), times(10, 60))).toEqual([]);
  });
});

describe('the verdict', () => {
  it('is flat when everything is, and not when one thing is not', () => {
    expect(judge(fine).isFlat).toBe(true);
    const broken = { name: 'mirror', holds: false, found: '2 users differ' };
    expect(judge({ ...fine, claims: [...fine.claims, broken] }).isFlat).toBe(false);
    const leak = { ...fine.series[0]!, points: sampled((seconds) => seconds) };
    expect(judge({ ...fine, series: [...fine.series, leak] }).isFlat).toBe(false);
  });

  it('is none where nothing was observed', () => {
    expect(() => judge({ ...fine, series: [] })).toThrow(TypeError);
    expect(() => judge({ ...fine, claims: [] })).toThrow(TypeError);
    expect(() => judge({ ...fine, series: [{ ...fine.series[0]!, points: [[1, 1]] }] })).toThrow('too few');
  });
});

describe('the arithmetic', () => {
  it('fits a line through most of the points', () => {
    const points: Point[] = Array.from({ length: 20 }, (_, index) => [index, 3 * index + 1]);
    points[4] = [4, 1000];
    points[9] = [9, -1000];
    expect(slopeOf(points)).toBeCloseTo(3, 1);
  });

  it('takes the least of each stretch', () => {
    expect(
      floorOf(
        [
          [0, 5],
          [1, 2],
          [2, 9],
          [3, 4],
          [4, 7],
        ],
        2,
      ),
    ).toEqual([
      [1, 2],
      [3, 4],
    ]);
  });

  it('ranks', () => {
    expect(percentile([5, 1, 3], 0.5)).toBe(3);
    expect(
      percentile(
        Array.from({ length: 100 }, (_, index) => index + 1),
        0.99,
      ),
    ).toBe(99);
    expect(percentile([], 0.5)).toBeNaN();
  });
});
