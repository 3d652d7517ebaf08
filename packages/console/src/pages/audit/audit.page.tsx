import { Badge, Button, Switch } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { Empty } from '../../parts/empty.tsx';
import { pageQuery } from '../../parts/list-query.ts';
import { Page } from '../../parts/page.tsx';
import { PagedTable, type Column } from '../../parts/paged-table.tsx';
import { Time } from '../../parts/time.tsx';
import { useText } from '../../text/text.tsx';
import { exportAddress, filterFrom, peopleIn } from './audit-filter.rules.ts';
import { auditList, type AuditEntry } from './audit.queries.ts';
import { EntryDrawer } from './entry-drawer.tsx';
import { AuditFilters } from './filters.tsx';
import { Party, useNames, type Names } from './person.tsx';
import { Verification } from './verification.tsx';
import { useAuditWords } from './words.ts';

const tailMs = 2000;
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

/** Who did what, when and from where; newest first, and as it happens. */
export function AuditPage(): JSX.Element {
  const { areas, audit, lists } = useText();
  const [isLive, setIsLive] = useState(false);
  const [opened, setOpened] = useState<AuditEntry>();
  const [search] = useDebouncedValue(useSearch({ from: '/audit' }), 200);
  const filter = filterFrom(search);
  const list = auditList(filter);
  const { data } = useQuery(pageQuery(list));
  const names = useNames(peopleIn(data?.items ?? []));
  return (
    <Page
      title={areas.audit}
      actions={
        <>
          <Verification />
          <Button variant="default" component="a" href={exportAddress(filter)} download="audit.jsonl">
            {audit.export}
          </Button>
        </>
      }
    >
      <AuditFilters />
      <Switch
        label={audit.live}
        checked={isLive}
        onChange={(event) => setIsLive(event.currentTarget.checked)}
      />
      <PagedTable
        label={areas.audit}
        query={list}
        refreshMs={isLive ? tailMs : undefined}
        keyOf={({ id }) => id}
        empty={<Empty title={lists.noEntries} hint={lists.noEntriesHint} />}
        columns={useColumns(names, setOpened)}
      />
      <EntryDrawer entry={opened} names={names} onClose={() => setOpened(undefined)} />
    </Page>
  );
}
