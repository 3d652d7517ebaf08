import type { paths } from '@ostiary/contract/client';

type Creation = paths['/api/v1/users']['post']['requestBody']['content']['application/json'];
type Invitation = paths['/api/v1/invitations']['post']['requestBody']['content']['application/json'];

/** What is typed into the form. */
export interface NewUser {
  /** How somebody gets to sign in. */
  way: 'invite' | 'password' | 'none';
  email: string;
  username: string;
  firstName: string;
  lastName: string;
  phone: string;
  externalId: string;
  password: string;
  roles: string[];
  isStaff: boolean;
  isSuperuser: boolean;
}

export const emptyUser: NewUser = {
  way: 'password',
  ...{ email: '', username: '', firstName: '', lastName: '', phone: '', externalId: '', password: '' },
  roles: ['read-only'],
  ...{ isStaff: false, isSuperuser: false },
};

/** Fields that were left empty are left out: they are not there, which is something else than being empty. */
function typed<T extends Record<string, string>>(fields: T): Partial<T> {
  const given = Object.entries(fields).filter(([, text]) => text.trim() !== '');
  return Object.fromEntries(given) as Partial<T>;
}

export function creationOf(user: NewUser): Creation {
  const { way, email, username, phone, password, roles, isStaff, isSuperuser } = user;
  const names = { first_name: user.firstName, last_name: user.lastName, external_id: user.externalId };
  return {
    ...typed({ email, username, phone, ...names }),
    ...(way === 'password' && { password }),
    roles,
    ...(isStaff && { is_staff: true }),
    ...(isSuperuser && { is_superuser: true }),
  };
}

export function invitationOf({ email, username, firstName, lastName, roles }: NewUser): Invitation {
  return { email, ...typed({ username, first_name: firstName, last_name: lastName }), roles };
}
