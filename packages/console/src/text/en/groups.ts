interface Deletion {
  name: string;
  roles: readonly string[];
  /** Null when it is not known. */
  members: { count: number; isMore: boolean } | null;
}

function membersIn(members: Deletion['members']): string {
  if (!members) return 'Its members';
  if (members.isMore) return `More than ${members.count} members`;
  return members.count === 1 ? '1 member' : `${members.count} members`;
}

export const groups = {
  about: 'Members of a group hold its roles, and have the access to services that was given to it.',
  create: 'New group',
  created: 'Group created. Now give it roles and members.',
  deleted: 'Group deleted.',
  search: 'Find a group',
  searchHint: 'Search looks at the beginning of names.',
  noMatch: 'No group begins like this',
  emptyHint: 'A group gives its members roles and access to services together. Make one, and put people in.',
  nameHint: 'Such as Back office. Unique.',
  members: 'Members',
  membersAbout: 'What the group has, its members have from the moment they are in it.',
  addMember: 'Add a member',
  added: 'Added to the group.',
  remove: (name: string) => `Remove ${name} from the group`,
  removed: (name: string) => `${name} is no longer in the group.`,
  noMembers: 'Nobody is in it yet',
  noMembersHint: 'Find somebody above by the beginning of an email or username.',
  rolesAbout: 'Every member holds these roles. You can give and take those that you hold yourself.',
  giveRole: 'Give a role',
  takeRole: (name: string) => `Remove the role ${name} from the group`,
  roleGiven: 'Role given.',
  roleTaken: (name: string) => `The group no longer has the role ${name}.`,
  noRoles: 'It has no roles',
  noRolesHint: 'Without a role or access to a service, being a member means nothing.',
  deleteConsequence({ name, roles, members }: Deletion): string {
    const lost = roles.length === 0 ? '' : ` the roles ${roles.join(', ')} and`;
    return `${membersIn(members)} of ${name} lose${lost} the access to services that comes by it, unless they have it otherwise. Their accounts stay. This cannot be undone.`;
  },
};
