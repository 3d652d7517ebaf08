import { Badge, Text } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { useMay } from '../../api/me.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { Page } from '../../parts/page.tsx';
import { ItemTable } from '../../parts/paged-table.tsx';
import { Time } from '../../parts/time.tsx';
import { useChange } from '../../parts/use-change.ts';
import { useText } from '../../text/text.tsx';
import { keysQuery, stateOf } from './keys.queries.ts';

function Rotation(): JSX.Element {
  const { lists } = useText();
  const rotation = useChange({
    run: () => answerOf(api.POST('/api/v1/keys/rotate')),
    stale: [keysQuery.queryKey],
  });
  return (
    <ConfirmButton
      label={lists.rotate}
      consequence={lists.rotateConsequence}
      isPending={rotation.isPending}
      error={rotation.error}
      onConfirm={() => rotation.mutateAsync(undefined)}
    />
  );
}

/** What tokens are signed with, and what was: services learn of all of them by themselves. */
export function KeysPage(): JSX.Element {
  const { areas, common, keys, lists } = useText();
  const may = useMay();
  const { data } = useSuspenseQuery(keysQuery);
  const now = new Date();
  return (
    <Page title={areas.keys} actions={may('keys.manage') ? <Rotation /> : undefined}>
      <Text maw={800}>{keys.intro}</Text>
      <ItemTable
        label={areas.keys}
        items={data}
        keyOf={({ id }) => id}
        columns={[
          { head: lists.keyId, cell: ({ id }) => <code>{id}</code> },
          {
            head: keys.state,
            cell: (key) => (
              <Badge variant="outline" c="var(--mantine-color-text)" tt="none">
                {keys.states[stateOf(key, now)]}
              </Badge>
            ),
          },
          { head: lists.algorithm, cell: ({ algorithm }) => algorithm },
          { head: common.created, cell: ({ created_at: at }) => <Time at={at} /> },
          { head: lists.retired, cell: ({ retired_at: at }) => <Time at={at} /> },
          { head: keys.until, cell: ({ expires_at: at }) => at !== null && <Time at={at} /> },
        ]}
      />
      <Text maw={800}>{keys.leaked}</Text>
    </Page>
  );
}
