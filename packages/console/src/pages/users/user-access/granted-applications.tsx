import { useSuspenseQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { answerOf, api, type Schemas } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { ConfirmButton } from '../../../parts/confirm-button.tsx';
import { Empty } from '../../../parts/empty.tsx';
import { ItemTable, type Column } from '../../../parts/paged-table.tsx';
import { Time } from '../../../parts/time.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { Words } from '../../../parts/words.tsx';
import { useText } from '../../../text/text.tsx';
import { grantedQuery } from './user-access.queries.ts';

type Granted = Schemas['GrantedApplication'];

function TakeBack({ userId, granted }: { userId: string; granted: Granted }): JSX.Element {
  const { userAccess } = useText();
  const path = { id: userId, client: granted.client_id };
  const change = useChange({
    run: () => answerOf(api.DELETE('/api/v1/users/{id}/granted-applications/{client}', { params: { path } })),
    stale: [grantedQuery(userId).queryKey, ['families', userId]],
  });
  return (
    <ConfirmButton
      size="compact-sm"
      label={userAccess.takeBack}
      consequence={userAccess.takeBackConsequence(granted.name)}
      isPending={change.isPending}
      error={change.error}
      onConfirm={() => change.mutateAsync(undefined)}
    />
  );
}

/** The applications that may act for a user, by what the user agreed to. */
export function GrantedApplications({ userId }: { userId: string }): JSX.Element {
  const { areas, common, userAccess } = useText();
  const may = useMay();
  const { data: items } = useSuspenseQuery(grantedQuery(userId));
  const columns: Column<Granted>[] = [
    { head: common.name, cell: ({ name }) => name },
    { head: userAccess.mayDo, cell: ({ scopes }) => <Words words={scopes.map(({ name }) => name)} /> },
    { head: userAccess.granted, cell: ({ granted_at: at }) => <Time at={at} /> },
  ];
  const action: Column<Granted> = {
    head: common.actions,
    cell: (granted) => <TakeBack userId={userId} granted={granted} />,
  };
  if (items.length === 0) {
    return <Empty title={userAccess.noApplications} hint={userAccess.applicationsHint} />;
  }
  return (
    <ItemTable
      label={areas.applications}
      items={items}
      keyOf={({ client_id: client }) => client}
      columns={may('sessions.manage') ? [...columns, action] : columns}
    />
  );
}
