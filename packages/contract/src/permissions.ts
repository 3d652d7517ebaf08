/** Every permission Ostiary itself checks, with what it allows. A role holds any set of these. */
export const permissionCatalogue = {
  'access.decide': 'Ask what other subjects are allowed, and why.',
  'access.review': 'See what every user holds, all at once.',
  'applications.manage': 'Create, change and delete applications, whoever owns them.',
  'applications.read': 'See applications, whoever owns them.',
  'applications.trust':
    'Let an application do without consent, act with all of a user’s permissions, or impersonate users.',
  'audit.read': 'Read and verify the audit log.',
  'blocklist.manage': 'Add and remove addresses on the blocklist.',
  'blocklist.read': 'See the address blocklist.',
  'events.read': 'Read the events outbox.',
  'keys.manage': 'Rotate signing keys.',
  'keys.read': 'See signing keys (never their private part).',
  'mail.manage': 'Send a mail that failed once more.',
  'mail.read': 'See which mails were sent to whom, and what failed; never what stands in them.',
  'metrics.read': 'See the figures of the service: the overview, and /metrics from another machine.',
  'roles.grant': 'Give and take roles, up to what the giver holds.',
  'roles.manage': 'Create, change and delete roles, groups and permissions.',
  'roles.read': 'See roles, groups and who holds them.',
  'services.grant': 'Give and take access to services, up to what the giver has there.',
  'services.manage': 'Create, change and delete services and their keys.',
  'services.read': 'See services, and who has access to them.',
  'sessions.manage': 'End the sessions and tokens of other users.',
  'sessions.read': 'See the sessions and tokens of other users.',
  'settings.read': 'See the configuration (never a secret), and where each value comes from.',
  'users.create': 'Create users.',
  'users.delete': 'Delete users.',
  'users.export': 'Export users with their roles and groups.',
  'users.export_hashes': 'Export password hashes along with users.',
  'users.import': 'Create and change users in bulk, password hashes included.',
  'users.read': 'See users.',
  'users.reset_factors': 'Remove another user’s second factors.',
  'users.reset_password': 'Set another user’s password.',
  'users.update': 'Change, deactivate and reactivate users.',
  'webhooks.manage':
    'Create, change and delete webhooks, and send events once more. Whoever has it can have every event sent to them.',
  'webhooks.read': 'See webhooks and what was delivered to them (never a secret).',
} as const satisfies Record<string, string>;

export type Permission = keyof typeof permissionCatalogue;

export const permissionNames = Object.keys(permissionCatalogue).sort() as readonly Permission[];

export function isPermission(name: string): name is Permission {
  return Object.hasOwn(permissionCatalogue, name);
}
