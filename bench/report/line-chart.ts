import * as Plot from '@observablehq/plot';
import { JSDOM } from 'jsdom';
import { downsample, type Point } from './downsample.ts';

export interface ChartAxis {
  label: string;
  isLog?: boolean;
}

export interface ChartSeries {
  name: string;
  points: Point[];
}

export interface LineChart {
  title: string;
  x: ChartAxis;
  y: ChartAxis;
  series: ChartSeries[];
}

const width = 720;
const height = 340;
const padding = 16;
const titleHeight = 34;
const legendRowHeight = 20;
const legendLetterWidth = 7.2;
const swatchWidth = 22;
/** Told apart on white and on nearly black. */
const colours = [
  '#4269d0',
  '#efb118',
  '#ff725c',
  '#3ca951',
  '#a463f2',
  '#6cc5b0',
  '#ff8ab7',
  '#9c6b4e',
  '#97bbf5',
  '#9498a0',
];
const pointsPerSeries = 300;
/** Over all series, so that the picture stays small. */
const pointsPerChart = 2000;
/** So few points are measurements to be seen one by one. */
const dottedPoints = 30;

const style = [
  'svg { font-family: system-ui, sans-serif; font-size: 12px; color: #1f2328; fill: currentColor }',
  '.sheet { fill: #ffffff }',
  '.title { font-size: 15px; font-weight: 600 }',
  '@media (prefers-color-scheme: dark) { svg { color: #e6edf3 } .sheet { fill: #0d1117 } }',
].join('\n');

const short = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 4 });

const escaped = (text: string): string =>
  text.replace(/[&<>"]/gu, (letter) => `&#${String(letter.charCodeAt(0))};`);

const colourOf = (index: number): string => colours[index % colours.length] ?? 'currentColor';

/** 1, 2, 5, 10, 20 … around the values; powers of ten alone where those would be many. */
function logTicks(values: readonly number[]): number[] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const decades = Array.from(
    { length: Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 },
    (_, index) => Number(`1e${String(Math.floor(Math.log10(low)) + index)}`),
  );
  const steps = high / low >= 1000 ? decades : decades.flatMap((one) => [one, 2 * one, 5 * one]);
  const first = steps.findLastIndex((step) => step <= low);
  const last = steps.findIndex((step) => step >= high);
  return steps.slice(first, last + 1);
}

function scaleOf({ label, isLog = false }: ChartAxis, values: readonly number[]): Plot.ScaleOptions {
  const shared = { label, labelAnchor: 'center', labelArrow: 'none', tickFormat: short.format } as const;
  // What grows is seen best from zero.
  if (!isLog) return { ...shared, type: 'linear', nice: true, zero: Math.min(...values) >= 0 };
  const ticks = logTicks(values);
  return { ...shared, type: 'log', ticks, domain: [ticks[0] ?? 1, ticks.at(-1) ?? 1] };
}

function refuseUnplottable({ title, x, y, series }: LineChart): void {
  const isWrong = (value: number, axis: ChartAxis): boolean =>
    !Number.isFinite(value) || (axis.isLog === true && value <= 0);
  const all = series.flatMap(({ points }) => points);
  if (all.length === 0) throw new TypeError(`Nothing to plot in “${title}”`);
  const wrong = all.find(([a, b]) => isWrong(a, x) || isWrong(b, y));
  if (wrong) throw new TypeError(`“${title}” has no place for the point ${JSON.stringify(wrong)}`);
}

function marksOf({ points }: ChartSeries, index: number, limit: number): Plot.Markish[] {
  const rounded = downsample(points, limit).map(([x, y]): Point => [x, Number(y.toPrecision(6))]);
  const colour = colourOf(index);
  // Dots of their own: markers on the line are numbered through everything that a process draws.
  return [
    Plot.line(rounded, { x: '0', y: '1', stroke: colour, strokeWidth: 1.8 }),
    ...(rounded.length <= dottedPoints ? [Plot.dot(rounded, { x: '0', y: '1', fill: colour, r: 3 })] : []),
  ];
}

function drawPlot({ x, y, series }: LineChart): string {
  const { window } = new JSDOM('');
  const limit = Math.min(pointsPerSeries, Math.floor(pointsPerChart / series.length));
  const across = series.flatMap(({ points }) => points.map(([value]) => value));
  const up = series.flatMap(({ points }) => points.map(([, value]) => value));
  const plot = Plot.plot({
    document: window.document,
    width,
    height,
    marginLeft: 64,
    marginBottom: 42,
    marginRight: 24,
    marginTop: 12,
    style: { background: 'none', color: 'currentColor', fontSize: '12px' },
    x: scaleOf(x, across),
    y: scaleOf(y, up),
    marks: [
      Plot.gridX({ strokeOpacity: 0.08 }),
      Plot.gridY({ strokeOpacity: 0.12 }),
      ...series.flatMap((one, index) => marksOf(one, index, limit)),
    ],
  });
  // Rules for a page around it, which would stretch a picture inside a picture.
  plot.querySelector('style')?.remove();
  return new window.XMLSerializer().serializeToString(plot);
}

interface Legend {
  drawn: string;
  height: number;
}

function drawLegend(series: readonly ChartSeries[], top: number): Legend {
  let left = padding;
  let row = 0;
  const items = series.map(({ name }, index) => {
    const itemWidth = swatchWidth + 8 + name.length * legendLetterWidth + 14;
    if (left > padding && left + itemWidth > width - padding) {
      left = padding;
      row += 1;
    }
    const middle = top + row * legendRowHeight + legendRowHeight / 2;
    const drawn =
      `<path d="M${left.toFixed(1)} ${String(middle)}h${String(swatchWidth)}" stroke="${colourOf(index)}" ` +
      `stroke-width="3"/><text x="${(left + swatchWidth + 6).toFixed(1)}" y="${String(middle + 4)}">` +
      `${escaped(name)}</text>`;
    left += itemWidth;
    return drawn;
  });
  return { drawn: items.join('\n'), height: (row + 1) * legendRowHeight };
}

/** Draws a standalone SVG, readable on light and on dark; the same input gives the same bytes. */
export function lineChart(chart: LineChart): string {
  refuseUnplottable(chart);
  const legend = drawLegend(chart.series, titleHeight);
  const top = titleHeight + legend.height;
  const total = top + height;
  const plot = drawPlot(chart).replace('<svg ', `<svg y="${String(top)}" `);
  const size = `width="${String(width)}" height="${String(total)}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${String(width)} ${String(total)}" role="img">`,
    `<title>${escaped(chart.title)}</title>`,
    `<style>${style}</style>`,
    `<rect class="sheet" width="100%" height="100%"/>`,
    `<text class="title" x="${String(padding)}" y="23">${escaped(chart.title)}</text>`,
    legend.drawn,
    plot,
    '</svg>\n',
  ].join('\n');
}
