import { describe, expect, test } from 'vitest';
import { accessOf, isSomebodyElse, newcomerOf, readDetails } from './answers.rules.ts';

const now = Date.UTC(2026, 0, 15);
const nothing = readDetails({}, now);

describe('an access token', () => {
  test.each([[undefined], [7], [''], ['a\r\nb'], ['a b'], ['é'], ['x'.repeat(8_193)]])(
    '%j is none',
    (access) => {
      expect(accessOf({ access })).toBeUndefined();
    },
  );
  test('need not be a JWT', () => expect(accessOf({ access: 'opaque_1~/+=' })).toBe('opaque_1~/+='));
});

describe('what is said of a user', () => {
  test('is read as the contract has it', () => {
    const answer = {
      ...{ id: 1, first_name: 'Ada', email: 'a@example.com', last_name: '', last_login: null },
      ...{ date_joined: '2026-01-01T12:12:21.404639Z', is_active: true, is_staff: true, is_superuser: true },
    };
    expect(readDetails(answer, now)).toEqual({
      ...{ id: '1', email: 'a@example.com', username: undefined, firstName: 'Ada', lastName: undefined },
      ...{ isActive: true, joinedAt: Date.parse('2026-01-01T12:12:21.404Z') },
    });
  });

  test('may be anything', () => {
    const answer = { id: {}, email: ['x'], username: 7, first_name: true, is_active: 1, date_joined: 5 };
    expect(readDetails(answer, now)).toEqual({ ...nothing, isActive: false });
    expect(readDetails({ date_joined: '2026-01-16T00:00:00Z' }, now).joinedAt).toBeUndefined();
    expect(readDetails({ date_joined: '1969-01-01T00:00:00Z' }, now).joinedAt).toBeUndefined();
  });

  test.each([
    [{ id: '1' }, { id: '1' }, false],
    [{ id: '1' }, { id: '2' }, true],
    [{ id: undefined }, { id: '2' }, false],
    [{ id: '1' }, { email: 'ADA@example.com' }, false],
    [{ id: '1' }, { email: 'eve@example.com' }, true],
    // Another name than what was signed in with is none of the login.
    [{ id: '1' }, { username: 'eve' }, false],
  ])('%j and %j: somebody else is %j', ({ id }, details, expected) => {
    const asked = { id, login: ' ada@example.com', field: 'email' };
    expect(isSomebodyElse(asked, { ...nothing, ...details })).toBe(expected);
  });
});

describe('the account to be made', () => {
  const made = (login: string, field: string, details = {}) =>
    newcomerOf({ externalId: '7', login, field }, { ...nothing, ...details });

  test('is known by what was signed in with', () => {
    expect(made(' ada@example.com ', 'email')).toEqual({ externalId: '7', email: 'ada@example.com' });
    expect(made('ada', 'username')).toEqual({ externalId: '7', username: 'ada' });
    expect(made('ada@example.com', 'username')).toEqual({ externalId: '7', email: 'ada@example.com' });
  });

  test('and by what else is said of it, but for what it may do', () => {
    const details = { email: 'Ada@Example.com', username: 'ada', firstName: 'Ada', lastName: 'L' };
    expect(made('ada@example.com', 'email', details)).toEqual({ externalId: '7', ...details });
    expect(made('0123', 'phone', details)).toEqual({ externalId: '7', ...details });
  });
});
