import { useSuspenseQuery } from '@tanstack/react-query';
import type { JSX } from 'react';
import { answerOf, api } from '../../api/client.ts';
import { useMay } from '../../api/me.ts';
import { ConfirmButton } from '../../parts/confirm-button.tsx';
import { Page } from '../../parts/page.tsx';
import { PagedTable } from '../../parts/paged-table.tsx';
import { Time } from '../../parts/time.tsx';
import { useChange } from '../../parts/use-change.ts';
import { useText } from '../../text/text.tsx';

const keysKey = ['keys'];
const load = () => answerOf(api.GET('/api/v1/keys'));

function Rotation(): JSX.Element {
  const { lists } = useText();
  const rotation = useChange({ run: () => answerOf(api.POST('/api/v1/keys/rotate')), stale: [keysKey] });
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

export function KeysPage(): JSX.Element {
  const { areas, common, lists } = useText();
  const may = useMay();
  const { data } = useSuspenseQuery({ queryKey: keysKey, queryFn: load });
  return (
    <Page title={areas.keys} actions={may('keys.manage') ? <Rotation /> : undefined}>
      <PagedTable
        label={areas.keys}
        query={{
          queryKey: [...keysKey, data.items.length],
          load: async () => ({ ...(await load()), next_cursor: null }),
        }}
        keyOf={({ id }) => id}
        empty={null}
        columns={[
          { head: lists.keyId, cell: ({ id }) => <code>{id}</code> },
          { head: lists.algorithm, cell: ({ algorithm }) => algorithm },
          { head: common.created, cell: ({ created_at: at }) => <Time at={at} /> },
          { head: lists.retired, cell: ({ retired_at: at }) => <Time at={at} /> },
        ]}
      />
    </Page>
  );
}
