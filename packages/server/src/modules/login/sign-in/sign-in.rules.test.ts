import { describe, expect, it } from 'vitest';
import { methodsLeft, methodsTogether } from './sign-in.rules.ts';

describe('the methods of a sign-in', () => {
  it.each([
    [
      [['pwd'], ['otp']],
      ['pwd', 'otp', 'mfa'],
    ],
    [
      [['email'], ['otp']],
      ['email', 'otp', 'mfa'],
    ],
    [
      [['pwd'], ['hwk']],
      ['pwd', 'hwk', 'mfa'],
    ],
    [
      [['swk'], ['otp']],
      ['swk', 'otp', 'mfa'],
    ],
    [
      [['pwd'], ['hwk', 'user', 'mfa']],
      ['pwd', 'hwk', 'user', 'mfa'],
    ],
    [
      [['pwd', 'otp', 'mfa'], ['pwd']],
      ['pwd', 'otp', 'mfa'],
    ],
  ])('of two factors are two: %j', (shown, together) => {
    expect(methodsTogether(...shown)).toEqual(together);
  });

  it.each([
    [[['pwd'], ['pwd']], ['pwd']],
    [
      [['pwd'], ['email']],
      ['pwd', 'email'],
    ],
    [[['hwk'], ['hwk']], ['hwk']],
    [
      [['hwk'], ['swk']],
      ['hwk', 'swk'],
    ],
    [[['otp'], ['otp']], ['otp']],
    [
      [['pwd'], ['something-new']],
      ['pwd', 'something-new'],
    ],
    [
      [['otp'], ['user']],
      ['otp', 'user'],
    ],
  ])('of one kind stay one factor, and so do a password and a mailbox: %j', (shown, together) => {
    expect(methodsTogether(...shown)).toEqual(together);
  });
});

describe('what can still be shown', () => {
  it('is everything after a password', () => {
    expect(methodsLeft(['totp', 'passkey', 'recovery_code'], ['pwd'])).toEqual([
      ...['totp', 'passkey', 'recovery_code'],
    ]);
  });

  it('is no passkey after a passkey', () => {
    expect(methodsLeft(['totp', 'passkey', 'recovery_code'], ['hwk'])).toEqual(['totp', 'recovery_code']);
    expect(methodsLeft(['passkey'], ['swk'])).toEqual([]);
  });
});
