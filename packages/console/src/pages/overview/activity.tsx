import { Group, SegmentedControl, Skeleton, Stack, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, type JSX } from 'react';
import { Loading } from '../../parts/loading.tsx';
import { RefusalAlert } from '../../parts/refusal-alert.tsx';
import { useSearchState } from '../../parts/use-search-state.ts';
import { useText } from '../../text/text.tsx';
import { ChartTable } from './chart-table.tsx';
import { Figures } from './figures.tsx';
import { statisticsQuery, type Overview } from './overview.queries.ts';
import { pointsOf, rangeNames, rangeOf, type Line, type Statistics } from './overview.rules.ts';

/** Loaded when they are drawn: larger than the rest of the console together. */
const Chart = lazy(async () => ({ default: (await import('./chart.tsx')).Chart }));

const charts = [
  { name: 'signIns', lines: ['signIns', 'refused'] },
  { name: 'tokens', lines: ['password', 'refresh', 'code', 'client', 'otherTokens'] },
  { name: 'signUps', lines: ['signUps'] },
] as const satisfies { name: string; lines: readonly Line[] }[];

function Charts({ statistics }: { statistics: Statistics }): JSX.Element {
  const { overview } = useText();
  return (
    <>
      {charts.map(({ name, lines }) => {
        const title = overview.charts[name];
        const shown = { title, lines, step: statistics.step, points: pointsOf(statistics, lines) };
        return (
          <Stack key={name} component="section" gap="xs">
            <Title order={3} size="h5">
              {title}
            </Title>
            <Suspense fallback={<Skeleton h={220} />}>
              <Chart {...shown} />
            </Suspense>
            <ChartTable {...shown} />
          </Stack>
        );
      })}
    </>
  );
}

/** What happened over a range, in figures and charts. */
export function Activity({ overview: { users, sessions } }: { overview: Overview }): JSX.Element {
  const { overview } = useText();
  const [text, setRange] = useSearchState('range', 'week', { push: true });
  const range = rangeOf(text);
  const { data, error, refetch } = useQuery({ ...statisticsQuery(range), placeholderData: keepPreviousData });
  return (
    <Stack component="section">
      <Group justify="space-between">
        <Title order={2} size="h4">
          {overview.activity}
        </Title>
        <SegmentedControl
          aria-label={overview.range}
          value={range}
          onChange={setRange}
          data={rangeNames.map((value) => ({ value, label: overview.ranges[value] }))}
        />
      </Group>
      {error && <RefusalAlert error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Loading />}
      {data && <Figures users={users} sessions={sessions} statistics={data} />}
      {data && <Charts statistics={data} />}
    </Stack>
  );
}
