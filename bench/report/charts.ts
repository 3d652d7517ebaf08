import type { Figures } from './figures.types.ts';
import { lineChart } from './line-chart.ts';
import { relativeCost } from './tables.ts';

const nameOf: Record<string, string> = { sqlite: 'SQLite', postgres: 'PostgreSQL' };

/** By the name of the file, how cost and latency grow with the rows. */
export function chartsOf({ growth = [] }: Figures): Record<string, string> {
  const charts: Record<string, string> = {};
  for (const engine of new Set(growth.map((row) => row.engine))) {
    const rows = growth.filter((row) => row.engine === engine);
    const seriesOf = (y: (row: (typeof rows)[number]) => number) =>
      [...new Set(rows.map(({ operation }) => operation))].map((name) => ({
        name,
        points: rows
          .filter(({ operation }) => operation === name)
          .map((row): [number, number] => [row.rows, y(row)]),
      }));
    const x = { label: 'users, and at the end tokens', isLog: true };
    charts[`growth-${engine}.svg`] = lineChart({
      title: `What one costs, ${nameOf[engine] ?? engine}, compared to the smallest size`,
      x,
      y: { label: 'times the processor time' },
      series: seriesOf((row) => relativeCost(rows, row)),
    });
    charts[`latency-${engine}.svg`] = lineChart({
      title: `p99 at half of the most, ${nameOf[engine] ?? engine}`,
      x,
      y: { label: 'milliseconds', isLog: true },
      series: seriesOf((row) => row.halfP99Ms),
    });
  }
  return charts;
}
