import {
  Alert,
  Button,
  Checkbox,
  Group,
  PasswordInput,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import type { JSX } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { useMay, useMe } from '../../../api/me.ts';
import { isRefusal } from '../../../api/refusal.ts';
import { fieldError } from '../../../parts/form-dialog.tsx';
import { Page } from '../../../parts/page.tsx';
import { RefusalAlert } from '../../../parts/refusal-alert.tsx';
import { useChange } from '../../../parts/use-change.ts';
import { useText } from '../../../text/text.tsx';
import { creationOf, emptyUser, invitationOf, type NewUser } from './new-user.rules.ts';
import { RolesPicker } from './roles-picker.tsx';

function make(user: NewUser) {
  return answerOf(
    user.way === 'invite'
      ? api.POST('/api/v1/invitations', { body: invitationOf(user) })
      : api.POST('/api/v1/users', { body: creationOf(user) }),
  );
}

type Form = ReturnType<typeof useForm<NewUser>>;

function Names({ form, error }: { form: Form; error: unknown }): JSX.Element {
  const { users } = useText();
  const isInvitation = form.getValues().way === 'invite';
  const field = (name: keyof NewUser, path: string) => ({
    ...form.getInputProps(name),
    error: fieldError(error, path),
  });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <TextInput label={users.email} type="email" required={isInvitation} {...field('email', 'email')} />
      <TextInput label={users.username} {...field('username', 'username')} />
      <TextInput label={users.firstName} {...field('firstName', 'first_name')} />
      <TextInput label={users.lastName} {...field('lastName', 'last_name')} />
      {!isInvitation && <TextInput label={users.phone} {...field('phone', 'phone')} />}
      {!isInvitation && <TextInput label={users.externalId} {...field('externalId', 'external_id')} />}
    </SimpleGrid>
  );
}

/** What only an administrator gives; the server would refuse it to others. */
function Powers({ form }: { form: Form }): JSX.Element | null {
  const { users } = useText();
  const me = useMe();
  if (!me.is_superuser || form.getValues().way === 'invite') return null;
  return (
    <Stack gap="xs">
      <Checkbox
        label={users.staff}
        description={users.staffHint}
        {...form.getInputProps('isStaff', { type: 'checkbox' })}
      />
      <Checkbox
        label={users.superuser}
        description={users.superuserHint}
        {...form.getInputProps('isSuperuser', { type: 'checkbox' })}
      />
    </Stack>
  );
}

function Way({ form }: { form: Form }): JSX.Element {
  const { users } = useText();
  const { way } = form.getValues();
  return (
    <Stack gap="xs">
      <Group>
        <SegmentedControl
          aria-label={users.creating.way}
          data={(['invite', 'password', 'none'] as const).map((value) => ({
            value,
            label: users.creating.ways[value],
          }))}
          {...form.getInputProps('way')}
        />
      </Group>
      <Text size="sm">{users.creating.wayHints[way]}</Text>
    </Stack>
  );
}

/** An account for somebody: with a password, by a link in a mail, or without a way to sign in yet. */
export function NewUserPage(): JSX.Element {
  const { users } = useText();
  const may = useMay();
  const navigate = useNavigate();
  const form = useForm<NewUser>({ initialValues: emptyUser });
  const change = useChange({
    run: make,
    stale: [['users']],
    done: users.creating.done,
    onDone: ({ id }) => void navigate({ to: '/users/$id', params: { id } }),
  });
  const { error } = change;
  const isPlaced = isRefusal(error) && Object.keys(error.fields).length > 0;
  const { way } = form.getValues();
  return (
    <Page title={users.add}>
      <form onSubmit={form.onSubmit((user) => change.mutate(user))}>
        <Stack maw={700}>
          {error != null && !isPlaced && <RefusalAlert error={error} />}
          {isPlaced && <Alert color="red" role="alert" title={users.creating.lookBelow} />}
          <Way form={form} />
          <Names form={form} error={error} />
          {way === 'password' && (
            <PasswordInput
              label={users.password}
              description={users.passwordHint}
              required
              autoComplete="new-password"
              visibilityToggleButtonProps={{ 'aria-label': users.showPassword }}
              {...form.getInputProps('password')}
              error={fieldError(error, 'password')}
            />
          )}
          {may('roles.read') && <RolesPicker {...form.getInputProps('roles')} />}
          <Powers form={form} />
          <Group>
            <Button type="submit" loading={change.isPending}>
              {way === 'invite' ? users.creating.invite : users.creating.create}
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}
