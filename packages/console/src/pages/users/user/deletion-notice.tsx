import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import type { JSX } from 'react';
import { answerOf, api, type Schemas } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { PageLink } from '../../../parts/page-link.tsx';
import { RefusalAlert } from '../../../parts/refusal-alert.tsx';
import { Time } from '../../../parts/time.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';

type Pending = NonNullable<Schemas['UserDeletionState']['pending']>;

/** Whose decision it was. */
function Decision({ pending }: { pending: Pending }): JSX.Element {
  const { user: text } = useText();
  const { requested_by: by, requested_at: at } = pending;
  if (by === null) return <Text size="sm">{text.dueByOwner}</Text>;
  return (
    <Text size="sm">
      {text.dueByOther} <Time at={at} />{' '}
      {by === 'operator' ? (
        text.dueByCommand
      ) : (
        <PageLink to="/users/$id" params={{ id: by }} underline="always">
          {text.dueBy}
        </PageLink>
      )}
      . {pending.was_active === true && text.dueReactivates}
    </Text>
  );
}

/** Calls the deletion off. */
export function useKeep(userId: string, name: string) {
  const { user: text } = useText();
  return useChange({
    run: () => answerOf(api.DELETE('/api/v1/users/{id}/deletion', { params: { path: { id: userId } } })),
    stale: [['users']],
    done: text.kept(name),
  });
}

/** An account that is going to be deleted, and the way back. */
export function DeletionNotice({
  userId,
  name,
  pending,
}: {
  userId: string;
  name: string;
  pending: Pending;
}): JSX.Element {
  const { user: text } = useText();
  const may = useMay();
  const keep = useKeep(userId, name);
  return (
    <Alert variant="outline" color="red" title={text.dueTitle}>
      <Stack gap="xs">
        <Text size="sm">
          {text.due} <Time at={pending.due_at} />.
        </Text>
        <Decision pending={pending} />
        {keep.error != null && <RefusalAlert error={keep.error} />}
        {may('users.delete') && (
          <Group>
            <Button variant="default" loading={keep.isPending} onClick={() => keep.mutate(undefined)}>
              {text.keep}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
