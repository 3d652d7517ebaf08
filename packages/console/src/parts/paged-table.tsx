import { Button, Group, ScrollArea, Table } from '@mantine/core';
import { keepPreviousData, useQuery, type QueryKey } from '@tanstack/react-query';
import { useState, type JSX, type ReactNode } from 'react';
import { useText } from '../text/text.tsx';
import { Loading } from './loading.tsx';
import { RefusalAlert } from './refusal-alert.tsx';

export interface PageOf<T> {
  items: T[];
  next_cursor: string | null;
}

export interface Column<T> {
  head: string;
  cell: (item: T) => ReactNode;
}

export interface PagedTableProps<T> {
  /** What the list is, with everything that narrows it: another one begins at its first page. */
  queryKey: QueryKey;
  /** `cursor` is for the query of the call: nothing for the first page. */
  load: (cursor: { cursor?: string }) => Promise<PageOf<T>>;
  keyOf: (item: T) => string;
  columns: readonly Column<T>[];
  /** For a list without an item. */
  empty: ReactNode;
  label: string;
}

/** A list of the management API, page by page. While the next page is on its way, the last one stays. */
export function PagedTable<T>(props: PagedTableProps<T>): JSX.Element {
  const { queryKey, load, columns, keyOf, empty, label } = props;
  const { common } = useText();
  const list = JSON.stringify(queryKey);
  const [position, setPosition] = useState<{ list: string; cursor: string | undefined }>();
  const cursor = position?.list === list ? position.cursor : undefined;
  const { data, error, isPlaceholderData, refetch } = useQuery({
    queryKey: [...queryKey, cursor ?? ''],
    queryFn: () => load(cursor === undefined ? {} : { cursor }),
    placeholderData: keepPreviousData,
  });
  if (error) return <RefusalAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.items.length === 0 && cursor === undefined && data.next_cursor === null) return <>{empty}</>;
  return (
    <>
      <ScrollArea
        aria-busy={isPlaceholderData}
        viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': label }}
      >
        <Table striped highlightOnHover aria-label={label}>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ head }) => (
                <Table.Th key={head}>{head}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.items.map((item) => (
              <Table.Tr key={keyOf(item)}>
                {columns.map(({ head, cell }) => (
                  <Table.Td key={head}>{cell(item)}</Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </ScrollArea>
      <Group>
        {cursor !== undefined && (
          <Button variant="default" onClick={() => setPosition(undefined)}>
            {common.firstPage}
          </Button>
        )}
        {data.next_cursor !== null && (
          <Button
            variant="default"
            loading={isPlaceholderData}
            onClick={() => setPosition({ list, cursor: data.next_cursor ?? undefined })}
          >
            {common.nextPage}
          </Button>
        )}
      </Group>
    </>
  );
}
