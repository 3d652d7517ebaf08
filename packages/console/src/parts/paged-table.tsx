import { Button, Checkbox, Group, ScrollArea, Table } from '@mantine/core';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type JSX, type ReactNode } from 'react';
import { useText } from '../text/text.tsx';
import { pageQuery, type ListQuery } from './list-query.ts';
import { Loading } from './loading.tsx';
import { RefusalAlert } from './refusal-alert.tsx';

export interface Column<T> {
  head: string;
  cell: (item: T) => ReactNode;
}

/** Items that something is to be done with, by their keys. */
export interface Selection<T> {
  selected: ReadonlySet<string>;
  onChange: (selected: ReadonlySet<string>) => void;
  /** What to call an item. */
  nameOf: (item: T) => string;
}

interface Rows<T> {
  items: readonly T[];
  keyOf: (item: T) => string;
  columns: readonly Column<T>[];
  label: string;
  selection?: Selection<T> | undefined;
}

export interface PagedTableProps<T> extends Omit<Rows<T>, 'items'> {
  query: ListQuery<T>;
  /** For a list without an item. */
  empty: ReactNode;
  /** Reads the first page again this often, while somebody looks. Milliseconds. */
  refreshMs?: number | undefined;
}

/** In pixels, on average: what is wider than the screen scrolls, rather than breaking every word. */
const columnWidth = 130;

function changed(set: ReadonlySet<string>, keys: readonly string[], isIn: boolean): ReadonlySet<string> {
  return isIn ? new Set([...set, ...keys]) : new Set([...set].filter((key) => !keys.includes(key)));
}

function SelectAll<T>({ items, keyOf, selection }: Rows<T> & { selection: Selection<T> }): JSX.Element {
  const { common } = useText();
  const keys = items.map(keyOf);
  const count = keys.filter((key) => selection.selected.has(key)).length;
  return (
    <Table.Th w={40}>
      <Checkbox
        aria-label={common.selectPage}
        checked={count > 0 && count === keys.length}
        indeterminate={count > 0 && count < keys.length}
        onChange={({ currentTarget }) =>
          selection.onChange(changed(selection.selected, keys, currentTarget.checked))
        }
      />
    </Table.Th>
  );
}

function PlainTable<T>(props: Rows<T>): JSX.Element {
  const { items, keyOf, columns, label, selection } = props;
  const { common } = useText();
  return (
    <Table striped highlightOnHover miw={columns.length * columnWidth} aria-label={label}>
      <Table.Thead>
        <Table.Tr>
          {selection && <SelectAll {...props} selection={selection} />}
          {columns.map(({ head }) => (
            <Table.Th key={head}>{head}</Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {items.map((item) => (
          <Table.Tr key={keyOf(item)}>
            {selection && (
              <Table.Td>
                <input
                  type="checkbox"
                  className="select"
                  aria-label={common.select(selection.nameOf(item))}
                  checked={selection.selected.has(keyOf(item))}
                  onChange={({ currentTarget }) =>
                    selection.onChange(changed(selection.selected, [keyOf(item)], currentTarget.checked))
                  }
                />
              </Table.Td>
            )}
            {columns.map(({ head, cell }) => (
              <Table.Td key={head}>{cell(item)}</Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Some items, all of them; what is too wide scrolls. */
export function ItemTable<T>({ isBusy = false, ...rows }: Rows<T> & { isBusy?: boolean }): JSX.Element {
  return (
    <ScrollArea aria-busy={isBusy} viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': rows.label }}>
      <PlainTable {...rows} />
    </ScrollArea>
  );
}

/** A list of the management API, page by page. While the next page is on its way, the last one stays. */
export function PagedTable<T>({ query, empty, refreshMs, ...rows }: PagedTableProps<T>): JSX.Element {
  const { common } = useText();
  const list = JSON.stringify(query.queryKey);
  const [position, setPosition] = useState<{ list: string; cursor: string | undefined }>();
  const cursor = position?.list === list ? position.cursor : undefined;
  const { data, error, isPlaceholderData, refetch } = useQuery({
    ...pageQuery(query, cursor),
    placeholderData: keepPreviousData,
    refetchInterval: cursor === undefined && refreshMs !== undefined && refreshMs,
  });
  const client = useQueryClient();
  const next = data?.next_cursor ?? undefined;
  const ahead = (): void => {
    if (next !== undefined) void client.prefetchQuery(pageQuery(query, next));
  };
  if (error) return <RefusalAlert error={error} onRetry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.items.length === 0 && cursor === undefined && data.next_cursor === null) return <>{empty}</>;
  return (
    <>
      <ItemTable {...rows} items={data.items} isBusy={isPlaceholderData} />
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
            // On the way to the button, so that it is there when it is pressed.
            onPointerEnter={ahead}
            onFocus={ahead}
            onClick={() => setPosition({ list, cursor: data.next_cursor ?? undefined })}
          >
            {common.nextPage}
          </Button>
        )}
      </Group>
    </>
  );
}
