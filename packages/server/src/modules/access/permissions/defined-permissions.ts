import { isPermission } from '@ostiary/contract';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { lockPermissions } from './permissions.store.ts';

/** Those of the names that exist, Ostiary's own included; none of them goes before the transaction ends. */
export async function lockDefined(tx: Tx, names: readonly string[]): Promise<ReadonlySet<string>> {
  const custom = names.filter((name) => !isPermission(name));
  const locked = await lockPermissions(tx, [...new Set(custom)]);
  return new Set([...names.filter(isPermission), ...locked.map(({ name }) => name)]);
}

/** AppError `access.permission_unknown` with a field for each name, in the order given, that is not defined. */
export function requireDefined(defined: ReadonlySet<string>, names: readonly string[]): void {
  const fields = names.flatMap((name, index) =>
    defined.has(name)
      ? []
      : [{ path: `permissions.${index}`, message: 'Define this permission before a role holds it.' }],
  );
  if (fields.length > 0) throw new AppError('access.permission_unknown', { fields });
}
