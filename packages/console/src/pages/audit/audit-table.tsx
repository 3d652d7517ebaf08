import { Badge, Button } from '@mantine/core';
import type { JSX, ReactNode } from 'react';
import type { ListQuery } from '../../parts/list-query.ts';
import { PagedTable, type Column } from '../../parts/paged-table.tsx';
import { Time } from '../../parts/time.tsx';
import { useText } from '../../text/text.tsx';
import type { AuditEntry } from './audit.queries.ts';
import { Party, type Names } from './person.tsx';
import { useAuditWords } from './words.ts';

const colours = { success: 'green', failure: 'yellow', denied: 'red' } as const;

function Outcome({ outcome }: { outcome: string | undefined }): JSX.Element {
  const { lists } = useText();
  const known = (outcome ?? 'success') as keyof typeof colours;
  return (
    <Badge variant="outline" color={colours[known]} c="var(--mantine-color-text)" tt="none">
      {lists.outcomes[known]}
    </Badge>
  );
}

function useColumns(names: Names, onOpen: (entry: AuditEntry) => void): Column<AuditEntry>[] {
  const { audit, lists } = useText();
  const words = useAuditWords();
  return [
    { head: lists.when, cell: ({ at }) => <Time at={at ?? null} /> },
    { head: lists.action, cell: ({ action = '' }) => words[action] ?? <code>{action}</code> },
    { head: lists.outcome, cell: ({ outcome }) => <Outcome outcome={outcome} /> },
    { head: lists.actor, cell: ({ actor }) => actor && <Party {...actor} names={names} /> },
    { head: lists.target, cell: ({ target }) => target && <Party {...target} names={names} /> },
    { head: lists.address, cell: ({ address }) => address },
    {
      head: audit.details,
      cell: (entry) => (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={audit.detailsOf(String(entry.seq))}
          onClick={() => onOpen(entry)}
        >
          {audit.show}
        </Button>
      ),
    },
  ];
}

export interface AuditTableProps {
  list: ListQuery<AuditEntry>;
  names: Names;
  onOpen: (entry: AuditEntry) => void;
  empty: ReactNode;
  refreshMs?: number | undefined;
}

/** Entries of the log, newest first. */
export function AuditTable({ list, names, onOpen, empty, refreshMs }: AuditTableProps): JSX.Element {
  const { areas } = useText();
  return (
    <PagedTable
      label={areas.audit}
      query={list}
      refreshMs={refreshMs}
      keyOf={({ id }) => id}
      empty={empty}
      columns={useColumns(names, onOpen)}
    />
  );
}
