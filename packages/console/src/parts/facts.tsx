import { Table } from '@mantine/core';
import type { JSX, ReactNode } from 'react';

/** What is known of one thing. */
export function Facts({
  label,
  facts,
}: {
  label: string;
  facts: readonly [string, ReactNode][];
}): JSX.Element {
  return (
    <Table aria-label={label} variant="vertical" layout="fixed" withTableBorder>
      <Table.Tbody>
        {facts.map(([name, value]) => (
          <Table.Tr key={name}>
            <Table.Th w="35%">{name}</Table.Th>
            <Table.Td>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
