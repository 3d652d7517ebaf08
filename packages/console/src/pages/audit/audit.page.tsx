import { Button, Switch } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useSearch } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { Empty } from '../../parts/empty.tsx';
import { pageQuery } from '../../parts/list-query.ts';
import { Page } from '../../parts/page.tsx';
import { useText } from '../../text/text.tsx';
import { exportAddress, filterFrom, peopleIn } from './audit-filter.rules.ts';
import { auditList, type AuditEntry } from './audit.queries.ts';
import { AuditTable } from './audit-table.tsx';
import { EntryDrawer } from './entry-drawer.tsx';
import { AuditFilters } from './filters.tsx';
import { useNames } from './person.tsx';
import { Verification } from './verification.tsx';

const tailMs = 2000;
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
      <AuditTable
        list={list}
        names={names}
        onOpen={setOpened}
        refreshMs={isLive ? tailMs : undefined}
        empty={<Empty title={lists.noEntries} hint={lists.noEntriesHint} />}
      />
      <EntryDrawer entry={opened} names={names} onClose={() => setOpened(undefined)} />
    </Page>
  );
}
