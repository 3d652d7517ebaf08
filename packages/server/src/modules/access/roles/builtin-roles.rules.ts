import { permissionNames, type Permission } from '@ostiary/contract';
import type { NewRole } from '../access.types.ts';

/**
 * What an administrator leaves to owners: deciding what roles are worth, which applications are trusted, the
 * keys that everybody's tokens hang on, and everybody's password hashes, in and out. With the rest nobody becomes an owner, because a
 * role is given, a password reset and a user changed only by somebody who holds at least as much.
 */
const ownersOnly: readonly Permission[] = [
  'applications.trust',
  'keys.manage',
  'roles.manage',
  'users.export_hashes',
  'users.import',
];

/**
 * The five roles of the tutorial, with its levels (seeds, role-based authorization service). Investors,
 * writers and readers hold nothing of Ostiary's own: these roles mean something to client services.
 */
export const builtinRoles: readonly Required<NewRole>[] = [
  {
    name: 'owner',
    level: 0,
    description: 'May do everything.',
    permissions: [...permissionNames],
  },
  { name: 'investor', level: 1, description: 'Sees what investors and owners see.', permissions: [] },
  {
    name: 'admin',
    level: 2,
    description: 'Looks after users, their roles and sessions, up to this level.',
    permissions: permissionNames.filter((name) => !ownersOnly.includes(name)),
  },
  { name: 'read-write', level: 3, description: 'Reads and writes in client services.', permissions: [] },
  { name: 'read-only', level: 4, description: 'Reads in client services.', permissions: [] },
];
