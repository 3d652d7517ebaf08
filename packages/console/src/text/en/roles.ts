interface Deletion {
  name: string;
  /** Null when it is not known. */
  holders: { count: number; isMore: boolean } | null;
  groups: readonly string[];
}

function people({ count, isMore }: { count: number; isMore: boolean }): string {
  if (isMore) return `more than ${count} people`;
  return count === 1 ? '1 person' : `${count} people`;
}

export const roles = {
  about: 'A role is a set of permissions that people hold together, directly or through a group.',
  role: 'Role',
  create: 'New role',
  createWith: (count: number) =>
    count === 1 ? 'Create with 1 permission' : `Create with ${count} permissions`,
  created: 'Role created. Now give it to somebody, or to a group.',
  deleted: 'Role deleted.',
  search: 'Find a role',
  noMatch: 'No role begins like this',
  builtin: 'Built in',
  custom: 'Your own',
  kind: 'Kind',
  nameHint: 'Letters, digits, dots, colons, hyphens and underscores.',
  nameFixed: 'Built-in roles keep their names.',
  levelHint:
    'How powerful, for policies that ask for a level: 0 is the most. Nobody manages what is above their own level. Leave it empty for none.',
  noLevel: 'None: this role says nothing about power',
  levelMeans: (level: number) =>
    level === 0
      ? '0, the most powerful: nobody is above'
      : `${level}: managed only by those at level ${level} or a lower number`,
  template: 'Begin with',
  templateHint: 'Only a proposal: choose below what the role will hold.',
  templates: {
    nothing: { name: 'Nothing', about: 'An empty role.' },
    auditor: { name: 'Auditor', about: 'Sees everything, changes nothing.' },
    support: {
      name: 'Support',
      about: 'Looks after people: resets passwords and factors, ends sessions. Cannot give roles.',
    },
    services: {
      name: 'Service manager',
      about: 'Looks after services and applications, and who has access to services.',
    },
  },
  onlyOwn: 'You can add only what you hold yourself, and nothing to a role that you hold.',
  worthMore: 'You cannot change this role: it is worth more than what you hold yourself.',
  findPermission: 'Find a permission',
  noPermissionMatches: 'Nothing like this.',
  noPermissions: 'It holds no permission of Ostiary. Services may still ask for the role itself.',
  holders: 'Who holds it',
  holderGroups: 'Groups whose members hold it',
  holderUsers: 'People who hold it directly',
  noHolders: 'Nobody holds it directly',
  noHoldersHint: 'Give it on the page of a user or of a group.',
  deleteConsequence({ name, holders, groups }: Deletion): string {
    const direct = holders ? `Held directly by ${people(holders)}` : 'Held by everybody to whom it was given';
    const through = groups.length > 0 ? `, and by all members of ${groups.join(', ')}` : '';
    return `${direct}${through}. They lose ${name}, and access to services that comes by it. This cannot be undone.`;
  },
  discard: 'Discard',
  changes: (count: number) => (count === 1 ? '1 change' : `${count} changes`),
  changesOf: ({ changes, roles }: { changes: number; roles: number }) =>
    `${changes === 1 ? '1 change' : `${changes} changes`} in ${roles === 1 ? '1 role' : `${roles} roles`}`,
  matrix: 'Matrix',
  matrixAbout: 'Change what you like: nothing is saved until you have reviewed it.',
  matrixRead: 'Which role holds what.',
  matrixKeys: 'Arrow keys move from box to box, space changes one.',
  review: 'Review changes',
  comes: 'gets',
  goes: 'loses',
  atOnce: 'Everybody who holds these roles has them as changed within a second.',
  nothingLeft: 'Nothing is left to save.',
  saveRoles: (count: number) => (count === 1 ? 'Save 1 role' : `Save ${count} roles`),
  conflict:
    'Somebody else changed this role meanwhile, so it was not saved. What you see now is what is left to do: look at it, and save again.',
  permissionsAbout:
    'Ostiary checks its own permissions itself. Define more for services: they ask whether somebody holds one.',
  newPermission: 'New permission',
  permissionNameHint: 'First the noun, then what is done: orders.read',
  describe: (name: string) => `Edit ${name}`,
  noCustom: 'No permissions of your own yet',
  noCustomHint: 'Define one such as orders.read, put it into a role, and let your service ask for it.',
  permissionDeleted: 'Permission deleted.',
  deletePermissionConsequence: (name: string, roles: readonly string[]) =>
    roles.length === 0
      ? `No role holds ${name}. Services that ask for it will be told no.`
      : `These roles lose ${name}: ${roles.join(', ')}. Services that ask for it will be told no.`,
};
