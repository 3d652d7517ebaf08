import { useSessionStorage } from '@mantine/hooks';
import { useCallback, useMemo } from 'react';
import { rebased, withPermission, withRole, type Changes } from '../changes.rules.ts';
import type { Permission, Role } from '../roles.queries.ts';

export interface ChangesState {
  changes: Changes;
  change: (role: Role, permission: string, isHeld: boolean) => void;
  /** What became of one role is saved. */
  forget: (roleId: string) => void;
  discard: () => void;
}

/** Kept in the window, so that looking at something else or loading anew loses nothing. */
export function useChanges(roles: readonly Role[], permissions: readonly Permission[]): ChangesState {
  const [kept, setKept, discard] = useSessionStorage<Changes>({
    key: 'ostiary.role-matrix',
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  const changes = useMemo(() => rebased(kept, roles, permissions), [kept, roles, permissions]);
  const change = useCallback(
    (role: Role, permission: string, isHeld: boolean) =>
      setKept((before) =>
        withRole(before, role.id, withPermission(role, before[role.id], { permission, isHeld })),
      ),
    [setKept],
  );
  const forget = useCallback(
    (roleId: string) => setKept((before) => withRole(before, roleId, {})),
    [setKept],
  );
  return { changes, change, forget, discard };
}
