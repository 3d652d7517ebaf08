// What the legend of a chart stands on.
import '@mantine/core/styles/ColorSwatch.layer.css';
import '@mantine/charts/styles.layer.css';
import { BarChart } from '@mantine/charts';
import { Box } from '@mantine/core';
import type { JSX } from 'react';
import { useText } from '../../text/text.tsx';
import { usePointName, type Shown } from './chart-table.tsx';
import type { Line } from './overview.rules.ts';

/** Apart from one another in both looks, and for eyes that do not see red and green apart. */
const colors: Readonly<Record<Line, string>> = {
  signIns: 'blue.6',
  refused: 'orange.6',
  signUps: 'teal.6',
  tokens: 'blue.6',
  password: 'blue.6',
  refresh: 'cyan.4',
  code: 'violet.6',
  client: 'orange.5',
  otherTokens: 'gray.6',
};

/** Bars over time. Nothing in it can be reached by keyboard: the table beside it says the same. */
export function Chart({ title, lines, step, points }: Shown): JSX.Element {
  const { overview, locale } = useText();
  const nameOf = usePointName(step);
  const number = new Intl.NumberFormat(locale);
  const data = points.map(({ at, values }) => ({
    name: nameOf(at),
    ...Object.fromEntries(lines.map((line, index) => [line, values[index] ?? 0])),
  }));
  return (
    <Box role="img" aria-label={overview.chartOf(title)}>
      <BarChart
        h={220}
        data={data}
        dataKey="name"
        type="stacked"
        withLegend={lines.length > 1}
        legendProps={{ verticalAlign: 'bottom', itemSorter: null }}
        valueFormatter={(value) => number.format(value)}
        yAxisProps={{ allowDecimals: false, width: 48 }}
        xAxisProps={{ minTickGap: 24 }}
        barChartProps={{ accessibilityLayer: false }}
        barProps={{ isAnimationActive: false }}
        series={lines.map((line) => ({ name: line, label: overview.lines[line], color: colors[line] }))}
      />
    </Box>
  );
}
