import { randomBytes } from 'node:crypto';
import { createSealer } from '#platform/sealing.ts';
import { describe, expect, test } from 'vitest';
import {
  apiTokenHashOf,
  apiTokenPrefix,
  findApiTokenProblems,
  isApiTokenText,
  isDrfTokenText,
  type ApiTokenInput,
} from './api-token.rules.ts';

const named = apiTokenPrefix + randomBytes(32).toString('base64url');
const ofLogin = apiTokenPrefix + randomBytes(48).toString('base64url');
const imported = randomBytes(20).toString('hex');

describe('a text is taken for a static token', () => {
  test.each([
    ['a named one', named],
    ['one of a login', ofLogin],
    ['an imported one', imported],
  ])('%s', (_what, text) => {
    expect(isApiTokenText(text)).toBe(true);
    expect(isDrfTokenText(text)).toBe(text === imported);
  });

  test.each([
    ['nothing', ''],
    ['the prefix alone', apiTokenPrefix],
    ['the prefix and one character', `${apiTokenPrefix}a`],
    ['one without its prefix', named.slice(4)],
    ['one with something before it', `x${named}`],
    ['one with something behind it', `${named} `],
    ['one of a login with something behind it', `${ofLogin}=`],
    ['one that is short of a character', named.slice(0, -1)],
    ['one of a length between the two', ofLogin.slice(0, -1)],
    ['one with a character that base64url does not have', `${named.slice(0, -1)}+`],
    ['one of a login with such a character', `${ofLogin.slice(0, -1)}/`],
    ['other characters alone', apiTokenPrefix + '.'.repeat(43)],
    ['one hexadecimal digit', 'a'],
    ['an imported one in capitals', 'A'.repeat(40)],
    ['an imported one with something before it', `0${imported}`],
    ['an imported one with something behind it', `${imported}0`],
    ['other characters in the length of an imported one', 'x'.repeat(40)],
  ])('but not %s', (_what, text) => {
    expect(isApiTokenText(text)).toBe(false);
    expect(isDrfTokenText(text)).toBe(false);
  });
});

test('the database keeps 256 bits that only the holder of the key can compute, for this use alone', () => {
  const sealer = createSealer('a secret of at least thirty-two characters');
  const hash = apiTokenHashOf(sealer, named);
  expect(hash).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(hash).toBe(sealer.mac('api-token', named).toString('base64url'));
  const others = [
    apiTokenHashOf(sealer, ofLogin),
    apiTokenHashOf(createSealer('another secret of at least thirty-two characters'), named),
    sealer.mac('refresh-token', named).toString('base64url'),
  ];
  expect(others).not.toContain(hash);
});

describe('what is asked of a static token', () => {
  const now = 1_000;
  const good: ApiTokenInput = { name: 'Backup', scope: 'users.read audit.read', expiresAt: 2_000 };
  const problems = (changes: Partial<ApiTokenInput>) => findApiTokenProblems({ ...good, ...changes }, now);

  test.each<[string, Partial<ApiTokenInput>]>([
    ['a name, a scope and an end', {}],
    ['one word of scope', { scope: 'x' }],
    ['no scope, and no end', { scope: '', expiresAt: null }],
    ['the longest name', { name: 'n'.repeat(100) }],
    ['a name in any script', { name: 'Nächtliche Sicherung, 备份' }],
    ['the longest scope', { scope: 's'.repeat(1_000) }],
    ['a scope in all characters that one can have', { scope: '!#[]~ a:b/c' }],
    ['an end in a moment', { expiresAt: now + 1 }],
  ])('can be %s', (_what, changes) => {
    expect(problems(changes)).toEqual([]);
  });

  const blank = { path: 'name', message: 'This field may not be blank.' };
  const tooLong = { path: 'name', message: 'Ensure this field has no more than 100 characters.' };
  const invisible = { path: 'name', message: 'Control and other invisible characters are not allowed.' };
  const noScope = { path: 'scope', message: 'A scope is a list of words separated by single spaces.' };
  const noEnd = { path: 'expires_at', message: 'The expiry must be in the future.' };

  test.each<[string, Partial<ApiTokenInput>, object[]]>([
    ['no name', { name: '' }, [blank]],
    ['a name that is too long', { name: 'n'.repeat(101) }, [tooLong]],
    ['a name over two lines', { name: 'a\nb' }, [invisible]],
    ['a name that reads backwards', { name: 'a\u202eb' }, [invisible]],
    ['a scope that is too long', { scope: 's'.repeat(1_001) }, [noScope]],
    ['a scope of nothing but a space', { scope: ' ' }, [noScope]],
    ['a scope with two spaces in a row', { scope: 'a  b' }, [noScope]],
    ['a scope with a space in front', { scope: ' a' }, [noScope]],
    ['a scope with a space at the end', { scope: 'a ' }, [noScope]],
    ['a scope with quotation marks', { scope: 'a "b' }, [noScope]],
    ['a scope of other letters', { scope: 'ä' }, [noScope]],
    ['an end that has come', { expiresAt: now }, [noEnd]],
    ['an end in the past', { expiresAt: 1 }, [noEnd]],
    ['an end that is no time', { expiresAt: Number.NaN }, [noEnd]],
    ['an end in half a millisecond', { expiresAt: now + 0.5 }, [noEnd]],
    ['an end beyond all counting', { expiresAt: Infinity }, [noEnd]],
    ['nothing right', { name: '', scope: ' ', expiresAt: 0 }, [blank, noScope, noEnd]],
  ])('cannot be %s', (_what, changes, expected) => {
    expect(problems(changes)).toEqual(expected);
  });
});
