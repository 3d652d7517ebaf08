import { describe, expect, test } from 'vitest';
import { all, any, anyone, assurance, describe as wordsOf, role } from '../../src/guards/index.ts';
import type { AccessTokenClaims } from '../../src/wire.ts';
import { asking, someone } from './subjects.fixture.ts';

const now = () => 1_000_000;

function holder(claims: Partial<AccessTokenClaims> | null) {
  const whole = { iss: 'i', sub: 'u1', aud: 'a', exp: 2_000, iat: 900, jti: 'j' };
  return someone({ claims: claims && { ...whole, ...claims } });
}

describe('assurance', () => {
  test.each([
    [{ acr: 'aal2' }, { acr: 'aal2' }, true],
    [{ acr: 'aal2' }, { acr: 'aal1' }, false],
    [{ acr: 'aal2' }, {}, false],
    [{ acr: 'aal2' }, null, false],
    [{ acr: 'aal1' }, {}, true],
    [{ acr: 'aal1' }, null, false],
    [{ maxAgeSeconds: 100 }, { auth_time: 900 }, true],
    [{ maxAgeSeconds: 99 }, { auth_time: 900 }, false],
    [{ maxAgeSeconds: 100 }, {}, false],
    [{ maxAgeSeconds: 100 }, null, false],
    [{ acr: 'aal2', maxAgeSeconds: 100 }, { acr: 'aal2', auth_time: 900 }, true],
    [{ acr: 'aal2', maxAgeSeconds: 99 }, { acr: 'aal2', auth_time: 900 }, false],
    [{ acr: 'aal2', maxAgeSeconds: 100 }, { acr: 'aal1', auth_time: 900 }, false],
  ] as const)('%j of a token with %j: %s', async (options, claims, isAllowed) => {
    const decision = await assurance({ ...options, now })(asking({ subject: holder(claims) }));
    expect(decision.isAllowed).toBe(isAllowed);
  });

  test('refuses with what would do, also among other guards; nobody is simply not signed in', async () => {
    const guard = assurance({ acr: 'aal2', maxAgeSeconds: 60, now });
    const refusal = {
      isAllowed: false,
      status: 401,
      code: 'step_up_required',
      stepUp: { acrValues: 'aal2', maxAgeSeconds: 60 },
    };
    const subject = holder({ acr: 'aal1' });
    expect(await guard(asking({ subject }))).toMatchObject(refusal);
    expect(await all(anyone(), guard)(asking({ subject }))).toMatchObject(refusal);
    expect(await any(role('owner'), guard)(asking({ subject }))).toMatchObject(refusal);
    const nobody = await guard(asking({}));
    expect(nobody).toMatchObject({ status: 401, code: 'not_authenticated' });
    expect(nobody).not.toHaveProperty('stepUp');
    const turnedAway = await guard(asking({ subject: someone({ mayEnter: false }) }));
    expect(turnedAway).toMatchObject({ status: 403, code: 'no_access' });
  });

  test.each([
    [{ acr: 'aal2' }, { acrValues: 'aal2' }],
    [{ maxAgeSeconds: 60 }, { maxAgeSeconds: 60 }],
  ] as const)('asks for %j and for nothing else', (options, stepUp) => {
    expect(assurance({ ...options, now })(asking({ subject: holder({ auth_time: 1 }) }))).toStrictEqual({
      ...{ isAllowed: false, status: 401, code: 'step_up_required', stepUp },
      reason: 'Sign in again, with a second factor if you have one.',
    });
  });

  test('says what it is, and wants to be asked for something', () => {
    expect(wordsOf(assurance({ acr: 'aal2', maxAgeSeconds: 60 }))).toBe('assurance aal2 within 60 s');
    expect(() => assurance({})).toThrow(new TypeError('Name a level, a greatest age, or both.'));
  });
});
