import { Card, SimpleGrid, Text } from '@mantine/core';
import type { JSX } from 'react';
import { useText } from '../../text/text.tsx';
import type { Overview } from './overview.queries.ts';
import { totalOf, type Line, type Statistics } from './overview.rules.ts';

function Figure(props: { label: string; value: string; note: string }): JSX.Element {
  const { label, value, note } = props;
  return (
    <Card withBorder padding="sm">
      <Text size="sm">{label}</Text>
      <Text fz={28} fw={700} lh={1.2}>
        {value}
      </Text>
      <Text size="xs" c="dimmed">
        {note}
      </Text>
    </Card>
  );
}

const shown = ['signIns', 'refused', 'tokens', 'signUps'] as const satisfies Line[];

/** The key figures, with what they were in the range before. */
export function Figures({
  users,
  sessions,
  statistics,
}: Pick<Overview, 'users' | 'sessions'> & { statistics: Statistics }): JSX.Element {
  const { locale, overview } = useText();
  const number = new Intl.NumberFormat(locale);
  const percent = new Intl.NumberFormat(locale, {
    ...{ style: 'percent', signDisplay: 'exceptZero', maximumFractionDigits: 0 },
  });
  const sessionCount = number.format(sessions.count) + (sessions.is_more ? '+' : '');
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="sm">
      <Figure
        label={overview.figures.users}
        value={number.format(users.count)}
        note={users.is_estimate ? overview.estimate : overview.now}
      />
      <Figure label={overview.figures.sessions} value={sessionCount} note={overview.now} />
      {shown.map((line) => {
        const { total, change } = totalOf(statistics, line);
        const note = change === null ? overview.nothingBefore : overview.change(percent.format(change));
        return <Figure key={line} label={overview.lines[line]} value={number.format(total)} note={note} />;
      })}
    </SimpleGrid>
  );
}
