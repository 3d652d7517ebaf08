import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { serviceFields, type JsonObject } from '#modules/services';
import type { User } from '#modules/users';
import { serviceView, viewProblem } from './service-view.rules.ts';

const user: User = {
  ...{
    id: 'u1',
    externalId: 'x1',
    email: 'ada@example.com',
    emailVerifiedAt: null,
    isEmailClaimed: false,
    username: 'ada',
    phone: '+49',
  },
  ...{ firstName: 'Ada', lastName: 'Lovelace', isActive: true, isStaff: false, isSuperuser: false },
  ...{ createdAt: 0, updatedAt: 0, lastSignInAt: null, version: 1 },
};

const keyOfField: Record<string, string> = { created_at: 'date_joined' };
const always = ['id', 'last_login', 'is_active', 'is_staff', 'is_superuser', 'access_level'];
const told = ['id', 'first_name', 'email', 'last_name', 'date_joined', 'last_login', 'username', 'phone'];
const names = [...told, 'external_id', 'is_active', 'is_staff', 'is_superuser', 'access_level', '__proto__'];

const anyFields = fc.subarray([...serviceFields]);
const anyData = fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string()), fc.jsonValue());

describe('the view of a service', () => {
  test('has of the profile exactly what the service may see, whatever its data says', () => {
    fc.assert(
      fc.property(anyFields, anyData, (fields, data) => {
        const view = serviceView(user, { fields }, { level: 'reader', data: data as JsonObject });
        const bare = serviceView(user, { fields }, { level: 'reader', data: {} });
        expect(Object.keys(bare).sort()).toEqual(
          [...always, ...fields.map((name) => keyOfField[name] ?? name)].sort(),
        );
        expect(view).toMatchObject(bare);
        for (const key of told) expect(Object.hasOwn(view, key)).toBe(Object.hasOwn(bare, key));
      }),
    );
  });

  test('has the data of the service beside it, as it was given', () => {
    const data = { accessgroup: { user_type: 'staff' }, is_superuser: true, email: 'other@example.com' };
    expect(serviceView(user, { fields: [] }, { level: null, data })).toEqual({
      ...{
        id: 'u1',
        last_login: null,
        is_active: true,
        is_staff: false,
        is_superuser: false,
        access_level: null,
      },
      accessgroup: { user_type: 'staff' },
    });
    expect(serviceView(user, { fields: [] }, null)['access_level']).toBeNull();
  });
});

describe('whoever asks for the view of a service', () => {
  const [mine, other] = [{ id: 's1' }, { id: 's2' }] as const;

  test.each<[string, string | null, string | null, boolean, string | undefined]>([
    ['with a credential of one’s own', null, null, false, undefined],
    ['by key, with a credential of one’s own', null, null, true, undefined],
    ['with a token for it', 's1', null, false, undefined],
    ['by key, with a token for it', 's1', null, true, undefined],
    ['with a token for another', 's2', null, false, 'tokens.invalid'],
    ['by key, with a token for another', 's2', null, true, 'tokens.invalid'],
    ['as an application', null, 'app', false, 'access.denied'],
    ['by key, with what an application has for Ostiary', null, 'app', true, 'access.denied'],
    ['as an application with a token for it', 's1', 'app', false, 'access.denied'],
    ['by key, with a token of an application for it', 's1', 'app', true, undefined],
    ['by key, with a token of an application for another', 's2', 'app', true, 'tokens.invalid'],
  ])('%s', (...[, addressee, clientId, isByKey, problem]) => {
    const service = [mine, other].find(({ id }) => id === addressee) ?? null;
    const principal = { service, clientId } as Parameters<typeof viewProblem>[0];
    expect(viewProblem(principal, { service: mine, isByKey })).toBe(problem);
  });
});
