import { JSDOM } from 'jsdom';
import { describe, expect, it } from 'vitest';
import { downsample, type Point } from './downsample.ts';
import { lineChart, type LineChart } from './line-chart.ts';

const wave = (height: number, length = 1000): Point[] =>
  Array.from({ length }, (_, index) => [index + 1, height + (index % 17)]);

const growth: LineChart = {
  title: 'Cost & <growth>',
  x: { label: 'users', isLog: true },
  y: { label: 'p99, ms', isLog: true },
  series: [
    { name: 'SQLite "small"', points: [1000, 100_000, 1_000_000].map((x): Point => [x, x / 500]) },
    { name: 'PostgreSQL & workers', points: [1000, 100_000, 1_000_000].map((x): Point => [x, x / 900]) },
  ],
};

/** Refuses what is not well-formed XML. */
function parse(svg: string): Document {
  return new JSDOM(svg, { contentType: 'image/svg+xml' }).window.document;
}

const textsOf = (svg: string): (string | null)[] =>
  [...parse(svg).querySelectorAll('text')].map((text) => text.textContent);

const linesOf = (svg: string): string[] =>
  [...parse(svg).querySelectorAll('[aria-label=line] path')].map((path) => path.getAttribute('d') ?? '');

/** How far apart the labels of the x axis stand. */
function stepsOf(svg: string): number[] {
  const labels = [...parse(svg).querySelectorAll('[aria-label="x-axis tick label"] text')];
  const places = labels.flatMap((label) =>
    label.textContent === ''
      ? []
      : [Number(/translate[(]([\d.]+)/u.exec(label.getAttribute('transform') ?? '')?.[1])],
  );
  return places.slice(1).map((place, index) => Math.round(place - (places[index] ?? 0)));
}

describe('a line chart', () => {
  it('is an SVG that stands alone and names its title, its axes and every series', () => {
    const svg = lineChart(growth);
    const root = parse(svg).documentElement;
    expect([root.namespaceURI, root.localName]).toEqual(['http://www.w3.org/2000/svg', 'svg']);
    const named = [growth.title, growth.x.label, growth.y.label, ...growth.series.map(({ name }) => name)];
    expect(textsOf(svg)).toEqual(expect.arrayContaining(named));
    expect(linesOf(svg)).toHaveLength(2);
    expect(svg).not.toMatch(/NaN|undefined|<script/u);
  });

  it('puts powers of ten at equal distances when an axis is logarithmic, and equal steps when it is not', () => {
    expect(textsOf(lineChart(growth))).toEqual(expect.arrayContaining(['1K', '10K', '100K', '1M']));
    const logarithmic = stepsOf(lineChart(growth));
    expect(new Set(logarithmic).size).toBe(1);
    expect(logarithmic).toHaveLength(3);
    const linear = lineChart({ ...growth, x: { label: 'users' } });
    expect(textsOf(linear)).toEqual(expect.arrayContaining(['200K', '400K', '600K', '800K', '1M']));
  });

  it('has room for every point and labels on a logarithmic axis of less than a power of ten', () => {
    const points: Point[] = [
      [0.31, 3],
      [0.47, 3],
    ];
    const svg = lineChart({ ...growth, series: [{ name: 'a', points }] });
    expect(textsOf(svg)).toEqual(expect.arrayContaining(['0.2', '0.5', '2', '5']));
  });

  it('gives the same bytes for the same input, whatever was drawn before', () => {
    const first = lineChart(growth);
    lineChart({ ...growth, title: 'Another', series: [{ name: 'a', points: wave(3) }] });
    expect(lineChart(growth)).toBe(first);
  });

  it('stays within 40 KB with many long series, and gives each its own line', () => {
    const series = Array.from({ length: 10 }, (_, index) => ({
      name: `series ${String(index)}`,
      points: wave(index * 40.123, 5000),
    }));
    const svg = lineChart({ title: 'Long', x: { label: 'x' }, y: { label: 'y' }, series });
    expect(Buffer.byteLength(svg)).toBeLessThan(40_000);
    expect(new Set(linesOf(svg)).size).toBe(10);
  });

  it('refuses what it cannot show instead of leaving it out', () => {
    const withPoints = (points: Point[]): LineChart => ({ ...growth, series: [{ name: 'a', points }] });
    expect(() => lineChart(withPoints([]))).toThrow(TypeError);
    expect(() => lineChart(withPoints([[0, 1]]))).toThrow('no place for the point [0,1]');
    expect(() => lineChart(withPoints([[1, Number.NaN]]))).toThrow(TypeError);
  });
});

describe('fewer points', () => {
  it('keep the ends and every peak, in order', () => {
    const points = wave(5, 10_000);
    points[4321] = [4322, 900];
    points[8765] = [8766, -900];
    const fewer = downsample(points, 300);
    expect(fewer.length).toBeLessThanOrEqual(300);
    expect(fewer.length).toBeGreaterThan(250);
    expect(fewer).toEqual(expect.arrayContaining([points[0], points[4321], points[8765], points[9999]]));
    expect(fewer.map(([x]) => x)).toEqual(fewer.map(([x]) => x).toSorted((a, b) => a - b));
  });

  it('are the same points where there are few', () => {
    expect(downsample(wave(1, 300), 300)).toEqual(wave(1, 300));
    expect(downsample([], 300)).toEqual([]);
  });
});
