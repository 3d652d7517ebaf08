import { Radio, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type JSX } from 'react';
import { answerOf, api, type Schemas } from '../../../api/client.ts';
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useUndo } from '../../../parts/use-undo.tsx';
import { useText } from '../../../text/text.tsx';
import { useKeep } from './deletion-notice.tsx';
import type { UserProps } from './flags.tsx';

type When = 'later' | 'now';

/** What is read of somebody who is gone would be refused: this leaves the page before it forgets them. */
function useLeave({ user, name }: UserProps): () => Promise<void> {
  const { common, user: text } = useText();
  const navigate = useNavigate();
  const client = useQueryClient();
  return async () => {
    await navigate({ to: '/users' });
    client.removeQueries({ queryKey: ['users', 'one', user.id] });
    await client.invalidateQueries({ queryKey: ['users'] });
    const closeButtonProps = { 'aria-label': common.close };
    notifications.show({ message: text.deleted(name), color: 'green', closeButtonProps });
  };
}

function useDeletion(props: UserProps, onClose: () => void) {
  const { user, version, name } = props;
  const { user: text } = useText();
  const leave = useLeave(props);
  const offerUndo = useUndo();
  const keep = useKeep(user.id, name);
  const path = { id: user.id };
  const later = useChange({
    run: () => answerOf(api.POST('/api/v1/users/{id}/deletion', { params: { path } })),
    ...{ stale: [['users'], ['sessions', user.id]], done: null },
    onDone() {
      onClose();
      offerUndo(text.scheduled(name), () => keep.mutateAsync(undefined));
    },
  });
  const now = useChange({
    run: () =>
      answerOf(api.DELETE('/api/v1/users/{id}', { params: { path, header: { 'If-Match': version } } })),
    ...{ stale: [], done: null },
    onDone: () => void leave(),
  });
  return { later, now };
}

function WhenChoice({
  when,
  onChange,
  dueAt,
}: {
  when: When;
  onChange: (when: When) => void;
  dueAt: Date;
}): JSX.Element {
  const { locale, user: text } = useText();
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(dueAt);
  return (
    <Radio.Group label={text.deleteWhen} value={when} onChange={(value) => onChange(value)}>
      <Stack mt="xs">
        <Radio value="later" label={text.deleteLater(date)} description={text.deleteLaterHint} />
        <Radio value="now" label={text.deleteAtOnce} description={text.deleteAtOnceHint} />
      </Stack>
    </Radio.Group>
  );
}

/** Says what will happen and until when it can be undone; what cannot be undone takes the name, typed. */
export function DeletionDialog({
  onClose,
  state,
  ...props
}: UserProps & { onClose: () => void; state: Schemas['UserDeletionState'] }): JSX.Element {
  const { name } = props;
  const { user: text } = useText();
  const canWait = state.grace_seconds > 0 && state.pending === null;
  const [when, setWhen] = useState<When>(canWait ? 'later' : 'now');
  const [typed, setTyped] = useState('');
  const [openedAt] = useState(() => Date.now());
  const changes = useDeletion(props, onClose);
  const change = changes[when];
  return (
    <ConfirmDialog
      isOpen
      title={text.deleteTitle(name)}
      button={when === 'now' ? text.deleteAtOnceButton : text.deleteButton}
      onClose={onClose}
      onConfirm={() => change.mutate(undefined)}
      isPending={change.isPending}
      isDisabled={when === 'now' && typed.trim() !== name}
      error={change.error}
    >
      <Stack>
        {canWait && <Text>{text.deleteNow}</Text>}
        {canWait && (
          <WhenChoice
            when={when}
            onChange={setWhen}
            dueAt={new Date(openedAt + state.grace_seconds * 1000)}
          />
        )}
        {!canWait && <Text>{text.deleteAtOnceHint}</Text>}
        {when === 'now' && (
          <TextInput
            label={text.typeName(name)}
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
      </Stack>
    </ConfirmDialog>
  );
}
