import { describe, expect, test } from 'vitest';
import { checkIdentity, readProfile } from './profile.rules.ts';

describe('a profile', () => {
  test('is trimmed and normalised, and what is not given stays away', () => {
    expect(
      readProfile({ email: ' Ann@Example.COM ', firstName: ' Ann ', phone: ' +49 (30) 1234-5 ' }),
    ).toEqual({
      user: { email: 'ann@example.com', firstName: 'Ann', phone: '+49 (30) 1234-5' },
      problems: [],
    });
  });

  test('names every field that is wrong', () => {
    const { problems } = readProfile({
      email: 'ann',
      username: 'a b',
      firstName: 'x'.repeat(151),
      lastName: 'a\0b',
      phone: 'call me',
    });
    expect(problems).toEqual([
      { path: 'email', message: 'Enter a valid email address.' },
      { path: 'username', message: expect.stringMatching(/^Enter a valid username/) as string },
      { path: 'first_name', message: 'Ensure this field has no more than 150 characters.' },
      { path: 'last_name', message: 'Null characters are not allowed.' },
      { path: 'phone', message: 'Enter a valid phone number.' },
    ]);
  });

  test.each([
    ['line\nbreak', 'Control characters are not allowed.'],
    ['\u202eevil', 'Control characters are not allowed.'],
    ['lone \ud800', 'Not a valid string.'],
  ])('refuses the name %j', (firstName, message) => {
    expect(readProfile({ firstName }).problems).toEqual([{ path: 'first_name', message }]);
  });

  test.each(['Łukasz', 'Anne-Marie O’Neill', 'محمد علی', 'นางสาว ใจดี', '👩‍🚀', '𠮷野'])(
    'accepts the name %s',
    (firstName) => {
      expect(readProfile({ firstName })).toEqual({ user: { firstName }, problems: [] });
    },
  );

  test('counts characters, not their halves', () => {
    expect(readProfile({ firstName: '𠮷'.repeat(150) }).problems).toEqual([]);
  });

  test('has no phone when the phone is blank', () => {
    expect(readProfile({ phone: '  ' }).user).toEqual({ phone: null });
    expect(readProfile({ phone: '+'.repeat(33) }).problems[0]?.message).toMatch(/no more than 32/);
    expect(readProfile({ phone: '+()' }).problems[0]?.message).toBe('Enter a valid phone number.');
  });

  test('a blank identifier is not the same as none', () => {
    expect(readProfile({ email: '', username: ' ' }).problems).toEqual([
      { path: 'email', message: 'This field may not be blank.' },
      { path: 'username', message: 'This field may not be blank.' },
    ]);
    expect(readProfile({ email: null, username: null }).problems).toEqual([]);
  });
});

describe('an identity', () => {
  test('needs an email address or a username', () => {
    expect(checkIdentity({})).toEqual([
      { path: 'email', message: 'An email address or a username is required.' },
    ]);
    expect(checkIdentity({ username: 'ann' })).toEqual([]);
    expect(checkIdentity({ email: 'ann@example.com' })).toEqual([]);
  });

  test('may repeat its own email as username, but nobody else’s', () => {
    expect(checkIdentity({ email: 'ann@example.com', username: 'Ann@Example.com' })).toEqual([]);
    expect(checkIdentity({ email: 'ann@example.com', username: 'bob@example.com' })).toHaveLength(1);
    expect(checkIdentity({ username: 'bob@example.com' })).toHaveLength(1);
    expect(checkIdentity({ email: 'ann@example.com', username: '@ann' })).toHaveLength(1);
  });
});
