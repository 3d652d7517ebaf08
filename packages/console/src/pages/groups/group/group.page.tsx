import { Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { JSX } from 'react';
import { useMay } from '../../../api/me.ts';
import { PageTabs } from '../../../parts/page-tabs.tsx';
import { Page } from '../../../parts/page.tsx';
import { useText } from '../../../text/text.tsx';
import { groupQuery } from '../groups.queries.ts';
import { DeleteGroup } from './delete-group.tsx';
import { EditGroup } from './edit-group.tsx';
import { GroupRoles } from './group-roles.tsx';
import { Members } from './members.tsx';

/** One group: who is in it, and what they hold by it. */
export function GroupPage(): JSX.Element {
  const { group: id } = useParams({ from: '/groups/$group' });
  const { data } = useSuspenseQuery(groupQuery(id));
  const { data: group, version } = data;
  const { groups, lists } = useText();
  const may = useMay();
  return (
    <Page
      title={group.name}
      actions={
        may('roles.manage') && (
          <>
            <EditGroup group={group} version={version} />
            {may('roles.grant') && <DeleteGroup group={group} version={version} />}
          </>
        )
      }
    >
      {group.description !== '' && <Text>{group.description}</Text>}
      <PageTabs
        label={group.name}
        tabs={[
          { value: 'members', label: groups.members, panel: () => <Members group={group} /> },
          { value: 'roles', label: lists.roles, panel: () => <GroupRoles group={group} /> },
        ]}
      />
    </Page>
  );
}
