import Type from 'typebox';
import {
  exactly,
  FieldsOf,
  flagFilter,
  Id,
  listQuery,
  NameOrId,
  nullable,
  pageOf,
  searchFilter,
  sparse,
  Time,
} from './common.ts';

const email = nullable(
  Type.String({ description: 'Unique without regard to case.', examples: ['ann@example.com'] }),
);
const username = nullable(Type.String({ description: 'Unique without regard to case.', examples: ['ann'] }));
const phone = nullable(Type.String({ examples: ['+44 20 7946 0000'] }));
const firstName = Type.String({ examples: ['Ann'] });
const lastName = Type.String({ examples: ['Lee'] });
const isActive = Type.Boolean({ description: 'Only active accounts can sign in.', examples: [true] });
const isStaff = Type.Boolean({ examples: [false] });
const isSuperuser = Type.Boolean({ description: 'Is allowed everything.', examples: [false] });
export const newPassword = Type.String({
  minLength: 1,
  description: 'Checked against the password policy.',
  examples: ['velvet-otter-canyon'],
});

const externalId = nullable(
  Type.String({
    minLength: 1,
    maxLength: 400,
    description:
      'What another system calls this account; unique. 1 to 200 printable characters, taken as they are.',
    examples: ['hr-4711'],
  }),
);

export const ApiUser = exactly({
  id: Id,
  external_id: externalId,
  email,
  email_verified: Type.Boolean({
    description: 'Whether its owner has shown that the address is theirs.',
    examples: [true],
  }),
  username,
  first_name: firstName,
  last_name: lastName,
  phone,
  is_active: isActive,
  is_staff: isStaff,
  is_superuser: isSuperuser,
  created_at: Time,
  updated_at: Time,
  last_sign_in_at: nullable(Time),
});

export const ApiUserPage = pageOf(sparse(ApiUser));

export const SparseUser = sparse(ApiUser);

export const UserReadQuery = exactly({ fields: FieldsOf(ApiUser) });

const text = (description: string, example: string) =>
  Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 400,
      pattern: '^[^\\u0000]*$',
      description,
      examples: [example],
    }),
  );

export const UserListQuery = listQuery({
  orders: ['created_at', '-created_at', 'email', '-email', 'username', '-username'],
  filters: {
    id: Type.Optional(
      Type.Array(Id, {
        minItems: 1,
        maxItems: 200,
        description: 'Only these; repeat it for several.',
        examples: [['019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70']],
      }),
    ),
    search: searchFilter('The beginning of an email or username, without regard to case.'),
    login: text('Exactly this email or username, without regard to case.', 'ann@example.com'),
    external_id: text('Exactly this external id.', 'hr-4711'),
    is_active: flagFilter('Only those who are active, or are not.'),
    is_staff: flagFilter('Only those on the staff, or not.'),
    is_superuser: flagFilter('Only superusers, or others.'),
    role: Type.Optional({ ...NameOrId, description: 'Only those who hold this role directly: name or id.' }),
    group: Type.Optional({ ...NameOrId, description: 'Only members of this group: name or id.' }),
  },
  item: ApiUser,
});

/** What people may change of themselves. */
export const ownProfile = {
  first_name: Type.Optional(firstName),
  last_name: Type.Optional(lastName),
  phone: Type.Optional(phone),
};

const profile = {
  external_id: Type.Optional(externalId),
  email: Type.Optional(email),
  email_verified: Type.Optional(
    Type.Boolean({ description: 'That the address is theirs, as you know otherwise.', examples: [true] }),
  ),
  username: Type.Optional(username),
  ...ownProfile,
  is_active: Type.Optional(isActive),
  is_staff: Type.Optional(isStaff),
  is_superuser: Type.Optional(isSuperuser),
};

export const ApiUserCreation = exactly({
  ...profile,
  password: Type.Optional(newPassword),
  roles: Type.Optional(Type.Array(NameOrId, { maxItems: 50, description: 'You must hold all of each.' })),
});

export const ApiUserChanges = exactly(profile);

export const PasswordReset = exactly({ password: newPassword });

const roleNames = (description?: string) =>
  Type.Array(Type.String({ examples: ['read-write'] }), description === undefined ? {} : { description });

/** What somebody holds, directly and through groups. */
export const ApiAccess = exactly({
  roles: roleNames('Direct ones and those of groups.'),
  direct_roles: roleNames(),
  groups: Type.Array(Type.String({ examples: ['Accounting'] })),
  permissions: Type.Array(Type.String({ examples: ['users.read'] })),
  level: nullable(Type.Integer({ description: 'The most powerful; lower is more powerful.', examples: [3] })),
});

export const UserRoleParams = exactly({ id: Id, role: NameOrId });

/** An account that is to be deleted, and by whose decision. */
export const ApiUserDeletion = exactly({
  requested_at: Time,
  due_at: { ...Time, description: 'When it is deleted, unless it is called off before.' },
  requested_by: nullable(
    Type.String({
      description:
        'Id of whoever decided it, or `operator` for the command line. Null: the person themselves, who can take it back.',
      examples: ['019b6ad4-3c00-7c4d-9b1a-5e8f2d6c3b70'],
    }),
  ),
  was_active: nullable(
    Type.Boolean({
      description:
        'Whether the account was active before: calling it off reactivates it. Null: it was left as it was.',
      examples: [true],
    }),
  ),
});

export const ApiUserDeletionState = exactly({
  pending: nullable(ApiUserDeletion),
  grace_seconds: Type.Integer({
    description: 'From the decision to the deletion, on this server. 0: it is at once.',
    examples: [2_592_000],
  }),
});
