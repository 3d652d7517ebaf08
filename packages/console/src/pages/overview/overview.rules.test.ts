import { expect, test } from 'vitest';
import { pointsOf, rangeOf, spanOf, totalOf, type Statistics } from './overview.rules.ts';

const now = Date.UTC(2026, 2, 10, 9, 30);

test('a range and the one before it end with the hour or day that is under way', () => {
  expect(spanOf('day', now)).toEqual({
    from: '2026-03-08T10:00:00.000Z',
    to: '2026-03-10T10:00:00.000Z',
    step: 'hour',
  });
  expect(spanOf('month', now)).toEqual({
    from: '2026-01-10T00:00:00.000Z',
    to: '2026-03-11T00:00:00.000Z',
    step: 'day',
  });
  expect(spanOf('quarter', now + 60_000)).toEqual(spanOf('quarter', now));
});

test('a range that is none is a week', () => {
  expect([rangeOf('month'), rangeOf('toString'), rangeOf(undefined)]).toEqual(['month', 'week', 'week']);
});

const statistics: Statistics = {
  from: '2026-03-10T06:00:00.000Z',
  step: 'hour',
  series: [
    { name: 'sign_in.succeeded', counts: [1, 3, 2, 0] },
    { name: 'sign_in.limited', counts: [0, 0, 1, 2] },
    { name: 'sign_in.wrong_credentials', counts: [0, 0, 4, 0] },
    { name: 'sign_up.succeeded', counts: [0, 0, 0, 0] },
  ],
};

test('a figure is that of the range, with its change since the one before', () => {
  expect(totalOf(statistics, 'signIns')).toEqual({ total: 2, change: -0.5 });
  expect(totalOf(statistics, 'refused')).toEqual({ total: 7, change: null });
  expect(totalOf(statistics, 'signUps')).toEqual({ total: 0, change: null });
});

test('a chart shows the range alone', () => {
  expect(pointsOf(statistics, ['signIns', 'refused'])).toEqual([
    { at: Date.UTC(2026, 2, 10, 8), values: [2, 5] },
    { at: Date.UTC(2026, 2, 10, 9), values: [0, 2] },
  ]);
});
