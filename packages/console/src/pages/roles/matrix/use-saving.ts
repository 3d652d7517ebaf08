import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../../api/client.ts';
import { isRefusal } from '../../../api/refusal.ts';
import { useText } from '../../../text/text.tsx';
import { isAsShown, permissionsAfter, type RoleChanges } from '../changes.rules.ts';
import { readRole, type Role } from '../roles.queries.ts';

export type Outcome = { kind: 'saved' } | { kind: 'conflict' } | { kind: 'refused'; error: unknown };

export interface RoleToSave {
  /** As it was shown when it was changed. */
  role: Role;
  changes: RoleChanges;
}

/**
 * Lists tell no versions, so the role is read once more: when it is not what was shown, somebody else was quicker,
 * and after that its version sees to it.
 */
async function saveOne({ role, changes }: RoleToSave): Promise<Outcome> {
  try {
    const { data: now, version } = await readRole(role.id);
    if (isAsShown({ permissions: permissionsAfter(role, changes) }, now)) return { kind: 'saved' };
    if (!isAsShown(role, now)) return { kind: 'conflict' };
    await answerOf(
      api.PATCH('/api/v1/roles/{role}', {
        params: { path: { role: role.id }, header: { 'If-Match': version } },
        body: { permissions: permissionsAfter(now, changes) },
      }),
    );
    return { kind: 'saved' };
  } catch (error) {
    // Who has to sign in or to confirm who they are is asked for all of it, and it is sent again.
    if (isRefusal(error) && error.status === 401) throw error;
    return isRefusal(error, 'request.precondition_failed')
      ? { kind: 'conflict' }
      : { kind: 'refused', error };
  }
}

export function useSaving(onSaved: (roleId: string) => void) {
  const client = useQueryClient();
  const { common } = useText();
  const [outcomes, setOutcomes] = useState<Readonly<Record<string, Outcome>>>({});
  const { mutateAsync, isPending } = useMutation({
    mutationFn: (changed: readonly RoleToSave[]) => Promise.all(changed.map(saveOne)),
    async onSuccess(found, changed) {
      const byRole = changed.flatMap(({ role: { id } }, index): [string, Outcome][] => {
        const outcome = found[index];
        return outcome ? [[id, outcome]] : [];
      });
      setOutcomes(Object.fromEntries(byRole));
      const stale = [['roles'], ['me']];
      await Promise.all(stale.map((queryKey) => client.invalidateQueries({ queryKey })));
      for (const [id, { kind }] of byRole) if (kind === 'saved') onSaved(id);
      if (found.some(({ kind }) => kind === 'saved')) {
        const closeButtonProps = { 'aria-label': common.close };
        notifications.show({ message: common.saved, color: 'green', closeButtonProps });
      }
    },
  });
  return {
    isPending,
    outcomes,
    forgetOutcomes: () => setOutcomes({}),
    /** Whether all of it was saved. */
    save: async (changed: readonly RoleToSave[]): Promise<boolean> => {
      const found = await mutateAsync(changed);
      return found.every(({ kind }) => kind === 'saved');
    },
  };
}
