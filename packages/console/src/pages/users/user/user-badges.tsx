import { Badge, type BadgeProps } from '@mantine/core';
import type { JSX } from 'react';
import type { Schemas } from '../../../api/client.ts';
import { useText } from '../../../text/text.tsx';

function State({ color, children }: Pick<BadgeProps, 'color' | 'children'>): JSX.Element {
  return (
    <Badge variant="outline" color={color ?? 'gray'} c="var(--mantine-color-text)" tt="none">
      {children}
    </Badge>
  );
}

/** In what state an account is, at a glance. */
export function UserBadges({
  user,
  isToBeDeleted,
}: {
  user: Schemas['SparseUser'];
  isToBeDeleted: boolean;
}): JSX.Element {
  const { user: text, users } = useText();
  return (
    <>
      {isToBeDeleted && <State color="red">{text.toBeDeleted}</State>}
      {user.is_active === true ? (
        <State color="green">{users.active}</State>
      ) : (
        <State color="gray">{users.inactive}</State>
      )}
      {user.is_superuser === true && <State color="red">{users.superuser}</State>}
      {user.is_staff === true && user.is_superuser !== true && <State color="blue">{users.staff}</State>}
      {user.email != null && user.email_verified !== true && <State color="yellow">{text.unconfirmed}</State>}
    </>
  );
}
