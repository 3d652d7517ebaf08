import { List, Text } from '@mantine/core';
import type { JSX, ReactNode } from 'react';
import { useMay } from '../../api/me.ts';
import { PageLink } from '../../parts/page-link.tsx';
import { useText } from '../../text/text.tsx';
import type { Decision } from './decisions.queries.ts';
import { readRequirement, type Remedy } from './decisions.rules.ts';

export type Step = Decision['because'][number];

function RoleLink({ name }: { name: string }): JSX.Element {
  if (!useMay()('roles.read')) return <strong>{name}</strong>;
  return (
    <PageLink inherit underline="always" to="/roles/$role" params={{ role: name }}>
      {name}
    </PageLink>
  );
}

function GroupLink({ name }: { name: string }): JSX.Element {
  if (!useMay()('roles.read')) return <strong>{name}</strong>;
  return (
    <PageLink inherit underline="always" to="/groups/$group" params={{ group: name }}>
      {name}
    </PageLink>
  );
}

/** By which role, and by which group that one. */
export function Way({ step: { role, group, requirement } }: { step: Step }): JSX.Element {
  const { decisions } = useText();
  if (role === null && group === null) {
    const isPermission = readRequirement(requirement).kind === 'permission';
    return <>{isPermission ? decisions.bySuperuser : decisions.ownEntry}</>;
  }
  return (
    <>
      {role !== null && (
        <>
          {decisions.byRole} <RoleLink name={role} />
        </>
      )}
      {role !== null && group !== null && ', '}
      {group !== null && (
        <>
          {decisions.byGroup} <GroupLink name={group} />
        </>
      )}
    </>
  );
}

const mostNamed = 3;

function named(names: readonly string[], link: (name: string) => ReactNode, more: (count: number) => string) {
  const shown = names.slice(0, mostNamed);
  return (
    <>
      {shown.map((name, index) => (
        <span key={name}>
          {index > 0 && ', '}
          {link(name)}
        </span>
      ))}
      {names.length > shown.length && ` ${more(names.length - shown.length)}`}
    </>
  );
}

/** What is missing, as what one can do. */
export function Remedies({ remedy }: { remedy: Remedy }): JSX.Element {
  const { decisions } = useText();
  const { roles, groups } = remedy;
  if (roles.length === 0) return <Text size="sm">{decisions.noRoleGives}</Text>;
  return (
    <List size="sm" listStyleType="none">
      <List.Item>
        {decisions.giveRole}{' '}
        {named(
          roles,
          (name) => (
            <RoleLink name={name} />
          ),
          decisions.more,
        )}
      </List.Item>
      {groups.length > 0 && (
        <List.Item>
          {decisions.joinGroup}{' '}
          {named(
            groups,
            (name) => (
              <GroupLink name={name} />
            ),
            decisions.more,
          )}
        </List.Item>
      )}
    </List>
  );
}
