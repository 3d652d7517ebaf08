import { describe, expect, test } from 'vitest';
import type { NewRole } from '../access.types.ts';
import { checkRoleInput, describeDescription, distinctSorted } from './role-input.rules.ts';

/** The fields that are refused, with the code before them. */
function refusal(input: Partial<NewRole>): unknown {
  try {
    checkRoleInput(input);
    return undefined;
  } catch (error) {
    const { code, fields } = error as { code: string; fields: { path: string; message: string }[] };
    return [code, ...fields.map(({ path, message }) => `${path}: ${message}`)];
  }
}

const badName =
  'name: Use 1 to 64 letters, digits, dots, colons, hyphens and underscores, with a letter or digit at both ends.';
const badLevel = 'level: Use a whole number from 0 to 1000.';
const badDescription = 'description: Use at most 500 characters of plain text.';
const tooMany = 'permissions: A role holds at most 500 permissions.';

describe('a role can be given', () => {
  test.each<[string, Partial<NewRole>]>([
    ['nothing that changes', {}],
    ['a name of one letter', { name: 'x' }],
    ['a name of one digit', { name: '7' }],
    ['a name of all that is allowed', { name: 'Team.A:read-write_2' }],
    ['the longest name', { name: `a${'-'.repeat(62)}z` }],
    ['a name that is nearly an id', { name: '018f0000-0000-7000-8000-00000000000' }],
    ['no level', { level: null }],
    ['the most powerful level', { level: 0 }],
    ['the least powerful level', { level: 1_000 }],
    ['the longest description', { description: 'd'.repeat(500) }],
    ['a description over two lines, in any script', { description: 'Größe\n密码 🙂' }],
    ['as many permissions as it can hold', { permissions: Array<string>(500).fill('orders.read') }],
    ['permissions of Ostiary and of services', { permissions: ['users.read', 'orders.read'] }],
  ])('%s', (_what, input) => {
    expect(refusal(input)).toBeUndefined();
  });
});

describe('a role cannot be given', () => {
  test.each<[string, Partial<NewRole>, string[]]>([
    ['no name', { name: '' }, [badName]],
    ['a name with a space', { name: 'a b' }, [badName]],
    ['a name that begins with a dot', { name: '.a' }, [badName]],
    ['a name that ends with a hyphen', { name: 'a-' }, [badName]],
    ['a name behind a line of its own', { name: '-\na' }, [badName]],
    ['a name that is too long', { name: 'a'.repeat(65) }, [badName]],
    ['a name in letters that look alike', { name: 'оwner' }, [badName]],
    ['an id for a name', { name: '018f0000-0000-7000-8000-000000000000' }, [badName]],
    ['a level above all', { level: -1 }, [badLevel]],
    ['a level below all', { level: 1_001 }, [badLevel]],
    ['half a level', { level: 1.5 }, [badLevel]],
    ['a level that is no number', { level: Number.NaN }, [badLevel]],
    ['a description that is too long', { description: 'd'.repeat(501) }, [badDescription]],
    ['a description with NUL', { description: 'a\0' }, [badDescription]],
    ['a description with half a character', { description: 'a\ud800' }, [badDescription]],
    ['too many permissions', { permissions: Array<string>(501).fill('orders.read') }, [tooMany]],
    ['nothing right', { name: '', level: -1, description: '\0' }, [badName, badLevel, badDescription]],
  ])('%s', (_what, input, fields) => {
    expect(refusal(input)).toEqual(['request.invalid', ...fields]);
  });

  test('permissions that none can be, each of which is told', () => {
    expect(refusal({ permissions: ['read', 'orders.read', 'users.fly'] })).toEqual([
      'access.permission_unknown',
      'permissions.0: Write permissions in small letters, with a dot between noun and verb, such as orders.read.',
      'permissions.2: Permissions that begin with "users." are Ostiary’s own.',
    ]);
  });
});

test('a description that is fine has no problem', () => {
  expect(describeDescription('')).toEqual([]);
});

test('names are kept once each, in order, and the list that was given stays as it was', () => {
  const given = ['b', 'a', 'b', 'A'];
  expect(distinctSorted(given)).toEqual(['A', 'a', 'b']);
  expect(given).toEqual(['b', 'a', 'b', 'A']);
});
