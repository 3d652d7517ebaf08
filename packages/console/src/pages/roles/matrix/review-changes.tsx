import { Alert, Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import type { JSX } from 'react';
import { Dialog } from '../../../parts/dialog.tsx';
import { RefusalAlert } from '../../../parts/refusal-alert.tsx';
import { useText } from '../../../text/text.tsx';
import { added, removed, type Changes, type RoleChanges } from '../changes.rules.ts';
import type { Role } from '../roles.queries.ts';
import { useSaving, type Outcome } from './use-saving.ts';

function Names({ sign, names }: { sign: '+' | '−'; names: readonly string[] }): JSX.Element | null {
  const { roles } = useText();
  if (names.length === 0) return null;
  return (
    <Group gap={4}>
      {names.map((name) => (
        <Badge
          key={name}
          variant="light"
          color={sign === '+' ? 'green' : 'red'}
          c="var(--mantine-color-text)"
          tt="none"
        >
          <span aria-label={sign === '+' ? roles.comes : roles.goes} role="img">
            {sign}
          </span>{' '}
          {name}
        </Badge>
      ))}
    </Group>
  );
}

interface OfRoleProps {
  role: Role;
  changes: RoleChanges;
  outcome: Outcome | undefined;
}

function OfRole({ role, changes, outcome }: OfRoleProps): JSX.Element {
  const { roles } = useText();
  return (
    <Stack gap="xs" component="section" aria-label={role.name}>
      <Title order={3} size="h5">
        {role.name}
      </Title>
      <Names sign="+" names={added(changes)} />
      <Names sign="−" names={removed(changes)} />
      {outcome?.kind === 'conflict' && (
        <Alert color="yellow" role="alert">
          {roles.conflict}
        </Alert>
      )}
      {outcome?.kind === 'refused' && <RefusalAlert error={outcome.error} />}
    </Stack>
  );
}

export interface ReviewChangesProps {
  isOpen: boolean;
  onClose: () => void;
  roles: readonly Role[];
  changes: Changes;
  onSaved: (roleId: string) => void;
}

/** Everything that will change, role by role; what could not be saved stays, and says why. */
export function ReviewChanges({ isOpen, onClose, roles, changes, onSaved }: ReviewChangesProps): JSX.Element {
  const { common, roles: text } = useText();
  const { save, isPending, outcomes, forgetOutcomes } = useSaving(onSaved);
  const changed = roles.flatMap((role) => {
    const ofRole = changes[role.id];
    return ofRole ? [{ role, changes: ofRole }] : [];
  });
  const close = () => {
    forgetOutcomes();
    onClose();
  };
  const saveAll = () => void save(changed).then((isAll) => isAll && close());
  return (
    <Dialog opened={isOpen} onClose={close} size="lg" title={text.review}>
      <Stack>
        {changed.length === 0 && <Text>{text.nothingLeft}</Text>}
        {changed.map((each) => (
          <OfRole key={each.role.id} {...each} outcome={outcomes[each.role.id]} />
        ))}
        <Text size="sm" c="dimmed">
          {text.atOnce}
        </Text>
        <Group justify="end">
          <Button variant="default" onClick={close}>
            {common.cancel}
          </Button>
          <Button disabled={changed.length === 0} loading={isPending} onClick={saveAll}>
            {text.saveRoles(changed.length)}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
