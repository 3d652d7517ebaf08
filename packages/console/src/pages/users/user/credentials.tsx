import { Button, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useState, type JSX } from 'react';
import { answerOf, api, type Schemas } from '../../../api/client.ts';
import { useMay } from '../../../api/me.ts';
import { fieldError, FormDialog } from '../../../parts/form-dialog.tsx';
import { RefusalAlert } from '../../../parts/refusal-alert.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';

/** For somebody who cannot get a link by mail. */
function PasswordDialog({ userId, onClose }: { userId: string; onClose: () => void }): JSX.Element {
  const { user: text } = useText();
  const [password, setPassword] = useState('');
  const change = useChange({
    run: () =>
      answerOf(
        api.POST('/api/v1/users/{id}/password', { params: { path: { id: userId } }, body: { password } }),
      ),
    stale: [['sessions', userId]],
    done: text.passwordSet,
    onDone: onClose,
  });
  const weakness = fieldError(change.error, 'password');
  return (
    <FormDialog
      isOpen
      title={text.setPassword}
      button={text.setPassword}
      onClose={onClose}
      onSubmit={() => change.mutate(undefined)}
      isPending={change.isPending}
      error={change.error}
    >
      <PasswordInput
        label={text.newPassword}
        description={text.setPasswordHint}
        value={password}
        required
        autoComplete="new-password"
        error={weakness}
        aria-invalid={weakness !== undefined}
        visibilityToggleButtonProps={{ 'aria-label': text.showPassword }}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

function Password({ userId }: { userId: string }): JSX.Element {
  const { user: text } = useText();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Stack gap="xs" align="start">
      <Title order={2} size="h4">
        {text.password}
      </Title>
      <Text size="sm" c="dimmed">
        {text.setPasswordHint}
      </Text>
      <Button variant="default" onClick={() => setIsOpen(true)}>
        {text.setPassword}
      </Button>
      {isOpen && <PasswordDialog userId={userId} onClose={() => setIsOpen(false)} />}
    </Stack>
  );
}

/** For somebody who was invited and has not come yet. */
function Invitation({ userId }: { userId: string }): JSX.Element {
  const { user: text } = useText();
  const change = useChange({
    run: () => answerOf(api.POST('/api/v1/users/{id}/invitation', { params: { path: { id: userId } } })),
    stale: [],
    done: text.resent,
  });
  return (
    <Stack gap="xs" align="start">
      <Title order={2} size="h4">
        {text.invitation}
      </Title>
      <Text size="sm" c="dimmed">
        {text.resendHint}
      </Text>
      {change.error != null && <RefusalAlert error={change.error} />}
      <Button variant="default" loading={change.isPending} onClick={() => change.mutate(undefined)}>
        {text.resend}
      </Button>
    </Stack>
  );
}

/** What lets somebody in, as far as an administrator can help with it. */
export function Credentials({ user }: { user: Schemas['SparseUser'] }): JSX.Element {
  const may = useMay();
  const isExpected = user.last_sign_in_at === null && user.is_active === true && user.email !== null;
  return (
    <>
      {may('users.reset_password') && <Password userId={user.id} />}
      {isExpected && may('users.create') && <Invitation userId={user.id} />}
    </>
  );
}
