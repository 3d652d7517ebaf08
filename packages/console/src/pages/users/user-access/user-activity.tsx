import { Group, SegmentedControl, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState, type JSX } from 'react';
import { Empty } from '../../../parts/empty.tsx';
import { pageQuery } from '../../../parts/list-query.ts';
import { PageLink } from '../../../parts/page-link.tsx';
import { useSearchState } from '../../../parts/use-search-state.ts';
import { useText } from '../../../text/text.tsx';
import { peopleIn } from '../../audit/audit-filter.rules.ts';
import { AuditTable } from '../../audit/audit-table.tsx';
import { auditList, type AuditEntry } from '../../audit/audit.queries.ts';
import { EntryDrawer } from '../../audit/entry-drawer.tsx';
import { useNames } from '../../audit/person.tsx';
import { activityFilter } from './activity.rules.ts';

/** What was done to one user, or what they did. */
export function UserActivity({ userId }: { userId: string }): JSX.Element {
  const { lists, userAccess } = useText();
  const [side, setSide] = useSearchState('side', 'target');
  const [opened, setOpened] = useState<AuditEntry>();
  const filter = activityFilter(userId, side);
  const list = auditList(filter);
  const { data } = useQuery(pageQuery(list));
  const names = useNames(peopleIn(data?.items ?? []));
  return (
    <Stack>
      <Group>
        <SegmentedControl
          aria-label={userAccess.side}
          value={side}
          onChange={setSide}
          data={[
            { value: 'target', label: userAccess.doneTo },
            { value: 'actor', label: userAccess.doneBy },
          ]}
        />
        <PageLink to="/audit" search={{ ...filter }}>
          {userAccess.inTheLog}
        </PageLink>
      </Group>
      <AuditTable
        list={list}
        names={names}
        onOpen={setOpened}
        empty={<Empty title={lists.noEntries} hint={userAccess.noActivity} />}
      />
      <EntryDrawer entry={opened} names={names} onClose={() => setOpened(undefined)} />
    </Stack>
  );
}
