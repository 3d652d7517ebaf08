import { Paper, Stack, Switch, Title } from '@mantine/core';
import { useState, type JSX } from 'react';
import { answerOf, api, type Schemas } from '../../../api/client.ts';
import { useMay, useMe } from '../../../api/me.ts';
import { ConfirmDialog } from '../../../parts/confirm-dialog.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';

export interface UserProps {
  user: Schemas['SparseUser'];
  version: string;
  name: string;
}

type Flag = 'is_staff' | 'is_superuser';

function useWords(flag: Flag, isOn: boolean) {
  const { user: text, users } = useText();
  if (flag === 'is_staff') {
    return {
      ...{ label: users.staff, hint: text.staffHint },
      title: isOn ? text.unmakeStaffTitle : text.makeStaffTitle,
      consequence: isOn ? text.unmakeStaff : text.makeStaff,
    };
  }
  return {
    ...{ label: users.superuser, hint: text.superuserHint },
    title: isOn ? text.unmakeSuperuserTitle : text.makeSuperuserTitle,
    consequence: isOn ? text.unmakeSuperuser : text.makeSuperuser,
  };
}

/** A switch that says what it will do before it does it. */
function FlagSwitch({ user, version, name, flag }: UserProps & { flag: Flag }): JSX.Element {
  const isOn = user[flag] === true;
  const words = useWords(flag, isOn);
  const may = useMay();
  const me = useMe();
  // Nobody gives what they do not have.
  const isMine = me.is_superuser || (flag === 'is_staff' && me.is_staff);
  const [isAsking, setIsAsking] = useState(false);
  const change = useChange({
    run: () =>
      answerOf(
        api.PATCH('/api/v1/users/{id}', {
          params: { path: { id: user.id }, header: { 'If-Match': version } },
          body: { [flag]: !isOn },
        }),
      ),
    stale: [['users'], ['me']],
    onDone: () => setIsAsking(false),
  });
  return (
    <>
      <Switch
        label={words.label}
        description={words.hint}
        checked={isOn}
        disabled={!may('users.update') || !isMine}
        onChange={() => setIsAsking(true)}
      />
      <ConfirmDialog
        title={words.title}
        button={words.title}
        isOpen={isAsking}
        onClose={() => {
          setIsAsking(false);
          change.reset();
        }}
        onConfirm={() => change.mutate(undefined)}
        isPending={change.isPending}
        error={change.error}
      >
        {words.consequence(name)}
      </ConfirmDialog>
    </>
  );
}

/** What an account is, beside what it holds. */
export function Flags(props: UserProps): JSX.Element {
  const { user: text } = useText();
  return (
    <Stack gap="xs">
      <Title order={2} size="h4">
        {text.flags}
      </Title>
      <Paper withBorder p="md">
        <Stack>
          <FlagSwitch {...props} flag="is_staff" />
          <FlagSwitch {...props} flag="is_superuser" />
        </Stack>
      </Paper>
    </Stack>
  );
}
