import { Button, Code, Group, Stack } from '@mantine/core';
import { useState, type JSX } from 'react';
import { useMay } from '../../../api/me.ts';
import { CopyButton } from '../../../parts/copy-button.tsx';
import { Facts } from '../../../parts/facts.tsx';
import { Time } from '../../../parts/time.tsx';
import { useText } from '../../../text/text.tsx';
import { Credentials } from './credentials.tsx';
import { Flags, type UserProps } from './flags.tsx';
import { UserForm } from './user-form.tsx';

function Known({ user }: Pick<UserProps, 'user'>): JSX.Element {
  const { common, user: text, users } = useText();
  return (
    <Facts
      label={text.profile}
      facts={[
        [users.email, user.email ?? common.none],
        [users.emailVerified, user.email_verified === true ? common.yes : common.no],
        [users.username, user.username ?? common.none],
        [text.firstName, user.first_name],
        [text.lastName, user.last_name],
        [text.phone, user.phone ?? common.none],
        [text.externalId, user.external_id ?? common.none],
        [common.created, <Time at={user.created_at ?? null} />],
        [common.changed, <Time at={user.updated_at ?? null} />],
        [users.lastSignIn, <Time at={user.last_sign_in_at ?? null} />],
        [
          users.id,
          <Group gap="xs">
            <Code>{user.id}</Code>
            <CopyButton value={user.id} />
          </Group>,
        ],
      ]}
    />
  );
}

/** Who somebody is, and what the account is. */
export function Profile(props: UserProps): JSX.Element {
  const { common } = useText();
  const may = useMay();
  const [isEditing, setIsEditing] = useState(false);
  return (
    <Stack gap="lg">
      <Stack gap="xs" align="start">
        <Known user={props.user} />
        {may('users.update') && (
          <Button variant="default" onClick={() => setIsEditing(true)}>
            {common.edit}
          </Button>
        )}
      </Stack>
      {isEditing && <UserForm {...props} onClose={() => setIsEditing(false)} />}
      <Flags {...props} />
      <Credentials user={props.user} />
    </Stack>
  );
}
