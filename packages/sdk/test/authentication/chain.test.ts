import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  apiToken,
  authenticationChain,
  basic,
  bearer,
  dpop,
  localSubject,
} from '../../src/authentication/index.ts';
import type { AnyService, Authentication, Authenticator } from '../../src/types.ts';
import { authorized, requestOf, resolverOf } from './requests.fixture.ts';

const ada = localSubject<AnyService>({ kind: 'user', sub: 'ada', method: 'bearer' });
const accepted: Authentication = { outcome: 'accepted', subject: ada };
const none: Authentication = { outcome: 'none' };
const refused: Authentication = { outcome: 'refused', code: 'credentials_invalid', reason: 'No.' };

/** An authenticator of one's own is a plain object. */
function saying(name: string, answer: Authentication, isSlow = false): Authenticator & { calls: number } {
  return {
    name,
    calls: 0,
    authenticate() {
      this.calls += 1;
      return isSlow ? Promise.resolve(answer) : answer;
    },
  };
}

describe('a chain', () => {
  test('lets the first that recognises its credential decide, and asks nobody behind it', () => {
    const outcomes = fc.array(fc.tuple(fc.constantFrom(none, accepted, refused), fc.boolean()), {
      maxLength: 5,
    });
    return fc.assert(
      fc.asyncProperty(outcomes, async (answers) => {
        const authenticators = answers.map(([answer, isSlow], index) =>
          saying(String(index), answer, isSlow),
        );
        const verdict = await authenticationChain(authenticators).authenticate(requestOf());
        const first = answers.findIndex(([answer]) => answer !== none);
        expect(verdict.outcome).toBe(first < 0 ? 'none' : answers[first]![0].outcome);
        const expected = answers.map((_, index) => (first < 0 || index <= first ? 1 : 0));
        expect(authenticators.map(({ calls }) => calls)).toEqual(expected);
      }),
    );
  });

  test('answers at once where its authenticators do', () => {
    const chain = authenticationChain([saying('a', none), bearer(resolverOf({ t: accepted }))]);
    expect(chain.authenticate(authorized('Bearer t'))).toBe(accepted);
  });

  test('takes each name once', () => {
    expect(() => authenticationChain([saying('a', none), saying('a', none)])).toThrow(TypeError);
  });

  test('does not let a refused credential be followed by another that would do', async () => {
    const chain = authenticationChain([bearer(resolverOf({})), saying('everybody', accepted)]);
    expect(await chain.authenticate(authorized('Bearer wrong'))).toMatchObject({ outcome: 'refused' });
    expect(await chain.authenticate(requestOf())).toBe(accepted);
  });
});

describe('WWW-Authenticate', () => {
  const resolver = resolverOf({});
  const verify = () => undefined;
  const chain = authenticationChain([
    bearer(resolver),
    apiToken(resolver),
    saying('cookie', none),
    basic({ verify }),
  ]);

  test('names every way to sign in', () => {
    expect(chain.challenge()).toBe(
      'Bearer realm="api", Token realm="api", Basic realm="api", charset="UTF-8"',
    );
  });

  test('says what was wrong with a bearer token, and never the token', async () => {
    const verdict = await chain.authenticate(authorized('Bearer very.secret.token'));
    if (verdict.outcome !== 'refused') throw new Error('It was not refused.');
    const challenge = chain.challengeAfter(verdict);
    expect(challenge).toBe(
      'Bearer realm="api", error="invalid_token", error_description="Token is invalid.", ' +
        'Token realm="api", Basic realm="api", charset="UTF-8"',
    );
    expect(challenge).not.toContain('secret');
  });

  test('says nothing about a Basic password, for which there are no words', async () => {
    const verdict = await chain.authenticate(authorized(`Basic ${btoa('ada:wrong')}`));
    if (verdict.outcome !== 'refused') throw new Error('It was not refused.');
    expect(chain.challengeAfter(verdict)).toBe(chain.challenge());
  });

  test('cannot be broken by what a reason says', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (reason) => {
        const by = bearer(resolver);
        const header = authenticationChain([by]).challengeAfter({
          outcome: 'refused',
          code: 'token_invalid',
          reason,
          by,
        });
        expect(header).toMatch(
          /^Bearer realm="api", error="invalid_token", error_description="[\x20\x21\x23-\x5b\x5d-\x7e]*"$/,
        );
      }),
    );
  });

  test('names the scope that is missing (RFC 6750 section 3.1)', () => {
    const refusal = { isAllowed: false, status: 403, code: 'scope_missing', reason: 'Needed.' } as const;
    expect(chain.challengeForScope({ ...refusal, scope: 'read write' })).toBe(
      'Bearer realm="api", error="insufficient_scope", error_description="Needed.", scope="read write"',
    );
    expect(chain.challengeForScope(refusal)).toBeUndefined();
  });

  test('says what proof would do (RFC 9470 section 3)', () => {
    const refusal = { isAllowed: false, status: 401, code: 'step_up_required', reason: 'Again.' } as const;
    const bearerOnly = authenticationChain([bearer(resolver)]);
    const begun = 'Bearer realm="api", error="insufficient_user_authentication", error_description="Again."';
    expect(bearerOnly.challengeFor({ ...refusal, stepUp: { acrValues: 'aal2', maxAgeSeconds: 5 } })).toBe(
      `${begun}, acr_values="aal2", max_age="5"`,
    );
    expect(bearerOnly.challengeFor({ ...refusal, stepUp: { acrValues: 'aal2' } })).toBe(
      `${begun}, acr_values="aal2"`,
    );
    expect(chain.challengeFor({ ...refusal, stepUp: { maxAgeSeconds: 0 } })).toBe(
      `${begun}, max_age="0", Token realm="api", Basic realm="api", charset="UTF-8"`,
    );
    expect(chain.challengeFor(refusal)).toBe(chain.challenge());
    const cookies = authenticationChain([saying('cookie', none)]);
    expect(cookies.challengeFor({ ...refusal, stepUp: { acrValues: 'aal2' } })).toBe('Cookie');
  });

  test('is there also where only cookies are taken (RFC 9110 section 15.5.2)', () => {
    expect(authenticationChain([saying('cookie', none)]).challenge()).toBe('Cookie');
  });

  test('tells where tokens are issued (RFC 9728)', () => {
    const resourceMetadata = 'https://api.example/.well-known/oauth-protected-resource';
    expect(bearer(resolver, { realm: 'a "b"', resourceMetadata }).challenge).toBe(
      `Bearer realm="a \\"b\\"", resource_metadata="${resourceMetadata}"`,
    );
  });
});

describe('tokens', () => {
  const claims = { iss: 'i', sub: 'ada', aud: 'a', exp: 2, iat: 1, jti: 'j' };
  const bound: Authentication = {
    outcome: 'accepted',
    subject: { ...ada, claims: { ...claims, cnf: { jkt: 'k' } } },
  };
  const unbound: Authentication = { outcome: 'accepted', subject: { ...ada, claims } };
  const tokens = { ok: accepted, bound, unbound, nobody: none };

  test.each([
    ['Bearer ok', 'accepted'],
    ['bearer ok', 'accepted'],
    ['BEARER  ok', 'accepted'],
    ['Bearer', 'credentials_malformed'],
    ['Bearer ', 'credentials_malformed'],
    ['Bearer ok ok', 'credentials_malformed'],
    ['Bearer ok, Bearer ok', 'credentials_malformed'],
    [`Bearer ${'x'.repeat(20_000)}`, 'credentials_malformed'],
    ['Bearer wrong', 'token_invalid'],
    ['Bearer nobody', 'token_invalid'],
    ['Bearer bound', 'token_invalid'],
    ['Bearerok', 'none'],
    ['Token ok', 'none'],
    ['ok', 'none'],
    ['', 'none'],
  ])('%j is %s', async (header, expected) => {
    for (const isSlow of [false, true]) {
      const answer = await bearer(resolverOf(tokens, isSlow)).authenticate(authorized(header));
      expect(answer.outcome === 'refused' ? answer.code : answer.outcome).toBe(expected);
    }
  });

  test('nothing is asked of Ostiary for what is not of the form', async () => {
    const resolver = resolverOf(tokens);
    await bearer(resolver).authenticate(authorized('Bearer a b'));
    await bearer(resolver).authenticate(requestOf());
    expect(resolver.asked).toEqual([]);
  });

  test('of Django REST Framework come as `Token`, and the subject says how', async () => {
    const answer = await apiToken(resolverOf(tokens)).authenticate(authorized('Token ok'));
    expect(answer).toMatchObject({ outcome: 'accepted', subject: { sub: 'ada', method: 'api_token' } });
    const keyword = apiToken(resolverOf(tokens), { scheme: 'Api-Key' });
    expect(await keyword.authenticate(authorized('Api-Key ok'))).toMatchObject({ outcome: 'accepted' });
    expect(await keyword.authenticate(authorized('Token ok'))).toMatchObject({ outcome: 'none' });
  });

  test('that are bound to a key are taken with the scheme for it, which takes no others', async () => {
    const authenticator = dpop(resolverOf(tokens));
    expect(await authenticator.authenticate(authorized('DPoP bound'))).toMatchObject({ outcome: 'accepted' });
    expect(await authenticator.authenticate(authorized('DPoP unbound'))).toMatchObject({
      code: 'token_invalid',
    });
  });
});

describe('Basic', () => {
  const encode = (text: string) => btoa(String.fromCharCode(...new TextEncoder().encode(text)));
  const received: unknown[] = [];
  const authenticator = basic<AnyService>({
    verify({ username, password }) {
      received.push([username, password]);
      return password === 'right' || password.includes(':') ? localSubject({ sub: username }) : undefined;
    },
  });

  test.each([
    [encode('ada:right'), 'accepted'],
    [encode('ada:r:i:g:h:t'), 'accepted'],
    [encode('ädä:right'), 'accepted'],
    [encode(':right'), 'accepted'],
    [encode('ada:right').replace(/=+$/, ''), 'accepted'],
    [encode('ada:wrong'), 'credentials_invalid'],
    [encode('ada:'), 'credentials_invalid'],
    [encode('ada'), 'credentials_malformed'],
    [encode('ada:ri\0ght'), 'credentials_malformed'],
    [encode('ada\n:right'), 'credentials_malformed'],
    [btoa('\xe4d\xe4:right'), 'credentials_malformed'],
    ['not base64!', 'credentials_malformed'],
    ['', 'credentials_malformed'],
    [encode(`ada:${'x'.repeat(2_000)}`), 'credentials_malformed'],
  ])('%s is %s', async (credentials, expected) => {
    const answer = await authenticator.authenticate(authorized(`Basic ${credentials}`));
    expect(answer.outcome === 'refused' ? answer.code : answer.outcome).toBe(expected);
  });

  test('splits at the first colon and keeps every character', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((one) => !/\p{Cc}/u.test(one));
    const name = text.filter((one) => !one.includes(':'));
    fc.assert(
      fc.property(name, text, (username, password) => {
        fc.pre(new TextEncoder().encode(username + password).length < 500);
        received.length = 0;
        void authenticator.authenticate(authorized(`Basic ${encode(`${username}:${password}`)}`));
        expect(received).toEqual([[username, password]]);
      }),
    );
  });
});
