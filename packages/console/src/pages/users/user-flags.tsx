import { Badge, Group } from '@mantine/core';
import type { JSX } from 'react';
import { useText } from '../../text/text.tsx';
import type { User } from './users.queries.ts';

/** What is special about an account; nothing for most. */
export function UserFlags({ user }: { user: User }): JSX.Element {
  const { users } = useText();
  const flags: [boolean, string, string][] = [
    [user.is_active === false, users.inactive, 'gray'],
    [user.is_superuser === true, users.superuser, 'red'],
    [user.is_staff === true && user.is_superuser === false, users.staff, 'blue'],
  ];
  return (
    <Group gap={4}>
      {flags.map(
        ([isSo, text, color]) =>
          isSo && (
            <Badge key={text} variant="outline" color={color} c="var(--mantine-color-text)">
              {text}
            </Badge>
          ),
      )}
    </Group>
  );
}
