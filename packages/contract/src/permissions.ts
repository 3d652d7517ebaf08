/** Every permission Ostiary itself checks, with what it allows. A role holds any set of these. */
export const permissionCatalogue = {
  'audit.read': 'Read and verify the audit log.',
  'blocklist.manage': 'Add and remove addresses on the blocklist.',
  'blocklist.read': 'See the address blocklist.',
  'keys.manage': 'Rotate signing keys.',
  'keys.read': 'See signing keys (never their private part).',
  'metrics.read': 'Read the figures at /metrics from another machine.',
  'roles.grant': 'Give and take roles, up to what the giver holds.',
  'roles.manage': 'Create, change and delete roles and groups.',
  'roles.read': 'See roles, groups and who holds them.',
  'sessions.manage': 'End the sessions and tokens of other users.',
  'sessions.read': 'See the sessions and tokens of other users.',
  'users.create': 'Create users.',
  'users.delete': 'Delete users.',
  'users.read': 'See users.',
  'users.reset_password': 'Set another user’s password.',
  'users.update': 'Change, deactivate and reactivate users.',
} as const satisfies Record<string, string>;

export type Permission = keyof typeof permissionCatalogue;

export const permissionNames = Object.keys(permissionCatalogue).sort() as readonly Permission[];

export function isPermission(name: string): name is Permission {
  return Object.hasOwn(permissionCatalogue, name);
}
