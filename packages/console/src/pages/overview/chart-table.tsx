import { ScrollArea, Table } from '@mantine/core';
import { useState, type JSX } from 'react';
import { useText } from '../../text/text.tsx';
import type { Line, Point } from './overview.rules.ts';

export interface Shown {
  title: string;
  lines: readonly Line[];
  step: 'hour' | 'day';
  points: readonly Point[];
}

/** What to call a point: hours are those of the viewer, days those of UTC. */
export function usePointName(step: Shown['step']): (at: number) => string {
  const { locale } = useText();
  const format = new Intl.DateTimeFormat(
    locale,
    step === 'hour'
      ? { weekday: 'short', hour: '2-digit', minute: '2-digit' }
      : { day: 'numeric', month: 'short', timeZone: 'UTC' },
  );
  return (at) => format.format(at);
}

/** The same as the chart, to be read: by whoever does not see it, or wants the numbers. */
export function ChartTable({ title, lines, step, points }: Shown): JSX.Element {
  const { locale, overview } = useText();
  const [isOpen, setOpen] = useState(false);
  const nameOf = usePointName(step);
  const number = new Intl.NumberFormat(locale);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{overview.asTable}</summary>
      {isOpen && (
        <ScrollArea.Autosize mah={320} viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': title }}>
          <Table aria-label={title} miw={lines.length * 110} stickyHeader>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{overview.when}</Table.Th>
                {lines.map((line) => (
                  <Table.Th key={line}>{overview.lines[line]}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {points.toReversed().map(({ at, values }) => (
                <Table.Tr key={at}>
                  <Table.Th scope="row">{nameOf(at)}</Table.Th>
                  {lines.map((line, index) => (
                    <Table.Td key={line}>{number.format(values[index] ?? 0)}</Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </ScrollArea.Autosize>
      )}
    </details>
  );
}
