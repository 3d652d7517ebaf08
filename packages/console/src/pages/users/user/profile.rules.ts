import type { Schemas } from '../../../api/client.ts';

type User = Schemas['SparseUser'];

/** What stands in the form: nothing is an empty text. */
export interface ProfileForm {
  email: string;
  email_verified: boolean;
  username: string;
  first_name: string;
  last_name: string;
  phone: string;
  external_id: string;
}

const profileFields = [
  'email',
  'email_verified',
  'username',
  'first_name',
  'last_name',
  'phone',
  'external_id',
] as const satisfies readonly (keyof ProfileForm)[];

type Field = (typeof profileFields)[number];

export function toForm(user: User): ProfileForm {
  return {
    email: user.email ?? '',
    email_verified: user.email_verified ?? false,
    username: user.username ?? '',
    first_name: user.first_name ?? '',
    last_name: user.last_name ?? '',
    phone: user.phone ?? '',
    external_id: user.external_id ?? '',
  };
}

function differing(a: ProfileForm, b: ProfileForm): Field[] {
  return profileFields.filter((field) => a[field] !== b[field]);
}

const cannotBeNull: readonly Field[] = ['email_verified', 'first_name', 'last_name'];

/** What of it is another than before, as the API takes it: null empties. */
export function changesOf(before: ProfileForm, typed: ProfileForm): Schemas['UserChanges'] {
  const changes = differing(before, typed).map((field) => {
    const value = typed[field];
    return [field, value === '' && !cannotBeNull.includes(field) ? null : value] as const;
  });
  return Object.fromEntries(changes);
}

/** What somebody types in, over what somebody else saved meanwhile. */
export interface Rebased {
  values: ProfileForm;
  /** Fields that both have changed, each to something else. */
  disputed: Field[];
}

/** What was typed stays; what was not touched becomes what it is now. */
export function rebase(before: ProfileForm, typed: ProfileForm, now: ProfileForm): Rebased {
  const touched = differing(before, typed);
  const kept = Object.fromEntries(touched.map((field) => [field, typed[field]]));
  const values = { ...now, ...kept };
  const changed = differing(before, now);
  return {
    values,
    disputed: touched.filter((field) => changed.includes(field) && typed[field] !== now[field]),
  };
}
