import fc from 'fast-check';
import { databases, type TestDatabase } from '@ostiary/testkit';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deviceGrant, exchangeGrant } from '#modules/applications';
import { leakIn } from '../../hostile/watched-app.ts';
import {
  basic,
  oauthWorld,
  testChallenge,
  testVerifier,
  type OauthWorld,
  type Person,
  type TestClient,
  type Tokens,
} from '../../support/oauth/index.ts';

/** Requests by database: PostgreSQL is there for what it refuses to store, which shows soon. */
const runs = { sqlite: 8_000, postgres: 2_000 };
const seed = Number(/^\d+$/.exec(process.env['FUZZ_SEED'] ?? '')?.[0] ?? 20_261_127);

/** As they stand in an address or a form: some are no encoding of anything. */
const counts: Record<string, Record<number, number>> = {};
const rawTexts = [
  ...['', '%', '%0', '%zz', '%00', 'a%00b', '%ff', '%c3%28', '%ed%a0%80', '%f0%9f', '%u0041', '%25%30%30'],
  ...['+', '%20', '%0d%0aset-cookie:%20planted=1', '%09', '%7f', '%e2%80%ae', '%ef%bb%bf', '%f0%9f%98%80'],
  ...['%3Cscript%3Ealert(1)%3C/script%3E', '%22%3E%3Cimg%20src=x%20onerror=alert(1)%3E', "'%20OR%201=1--"],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'null',
    'undefined',
    'NaN',
    'true',
    '[object%20Object]',
  ],
  ...[
    '-1',
    '0',
    '1e309',
    '9007199254740993',
    '0x10',
    '99999999999999999999999',
    'none',
    'openid',
    'offline_access',
  ],
  ...[
    'https://evil.example',
    '//evil.example',
    'javascript:alert(1)',
    'https://%00',
    'http://[',
    'urn:x',
    'a:b',
  ],
  ...[
    'x.y.z',
    '..',
    'eyJhbGciOiJub25lIn0.e30.',
    'signed~x',
    'ort_x',
    'ost_x',
    'ocs_x',
    '%7B%7D',
    '%5B%5D',
    '%7B%22a%22:',
  ],
  ...[
    '%7B%22userinfo%22:%7B%22__proto__%22:null%7D%7D',
    '1%2C2',
    '*',
    '%2e%2e%2f',
    'kept-as-hashes-by-the-module-applications',
  ],
  'x'.repeat(3_000),
  '%F0%9F%98%80'.repeat(300),
];

interface World extends OauthWorld {
  logged(): string;
}

/** What makes an attack get past the first checks. */
interface Good {
  web: TestClient;
  person: Person;
  tokens: Tokens;
  deviceCode: string;
  userCode: string;
}

type Endpoint = [method: 'GET' | 'POST', path: string, names: readonly string[]];

const authorizeNames = [
  ...['response_type', 'client_id', 'redirect_uri', 'scope', 'state', 'nonce', 'code_challenge'],
  ...['code_challenge_method', 'prompt', 'max_age', 'claims', 'resource', 'response_mode', 'login_hint'],
  ...['ui_locales', 'acr_values', 'id_token_hint', 'request', 'request_uri', 'dpop_jkt', 'registration'],
];
const authNames = ['client_id', 'client_secret', 'client_assertion', 'client_assertion_type'];
const tokenNames = [
  ...['grant_type', 'code', 'redirect_uri', 'code_verifier', 'refresh_token', 'scope', 'resource'],
  ...['device_code', 'subject_token', 'subject_token_type', 'actor_token', 'actor_token_type', 'audience'],
  ...['requested_token_type', 'username', 'password', 'assertion'],
];

const endpoints: readonly Endpoint[] = [
  ['GET', '/o/authorize', authorizeNames],
  ['POST', '/o/token', [...tokenNames, ...authNames]],
  ['POST', '/o/introspect', ['token', 'token_type_hint', ...authNames]],
  ['POST', '/o/revoke_token', ['token', 'token_type_hint', ...authNames]],
  ['POST', '/o/par', [...authorizeNames, ...authNames]],
  ['POST', '/o/device-authorization', ['scope', 'resource', 'claims', 'prompt', 'max_age', ...authNames]],
  ['GET', '/o/device', ['user_code', 'ui_locales']],
  ['POST', '/o/device', ['user_code', 'xsrf', 'confirm', 'abort']],
  [
    'GET',
    '/o/logout',
    ['id_token_hint', 'post_logout_redirect_uri', 'state', 'ui_locales', 'client_id', 'logout_hint'],
  ],
  ['POST', '/o/logout/confirm', ['xsrf', 'logout']],
  ['GET', '/o/logout/success', ['client_id', 'ui_locales']],
  ['GET', '/o/userinfo', ['access_token']],
  ['POST', '/o/userinfo', ['access_token']],
  [
    'POST',
    '/o/register',
    ['redirect_uris', 'client_name', 'jwks', 'jwks_uri', 'scope', 'grant_types', 'logo_uri'],
  ],
];

/** Never a page from these (RFC 6749 section 5). */
const programs = /^\/o\/(token|introspect|revoke_token|par|device-authorization|register|userinfo)/;

function goodValues({ web, tokens, deviceCode, userCode, person }: Good): Record<string, readonly string[]> {
  return {
    ...{ response_type: ['code'], client_id: [web.clientId], redirect_uri: [web.redirectUri] },
    ...{ scope: ['openid read', 'openid'], code_challenge: [testChallenge], code_challenge_method: ['S256'] },
    ...{ client_secret: [web.secret ?? ''], code_verifier: [testVerifier], device_code: [deviceCode] },
    grant_type: ['authorization_code', 'refresh_token', 'client_credentials', deviceGrant, exchangeGrant],
    ...{ token: [tokens.access_token, tokens.id_token], subject_token: [tokens.access_token] },
    subject_token_type: ['urn:ietf:params:oauth:token-type:access_token'],
    ...{ user_code: [userCode], id_token_hint: [tokens.id_token], access_token: [tokens.access_token] },
    ...{
      username: [person.username],
      prompt: ['login', 'consent', 'select_account'],
      response_mode: ['form_post'],
    },
  };
}

interface Attack {
  endpoint: Endpoint;
  pairs: [name: string, raw: string][];
  headers: Record<string, string>;
}

const strangeHeaders: readonly Record<string, string>[] = [
  ...[{}, {}, {}, { accept: 'text/html' }, { accept: 'text/html' }, { accept: ';;;,q=' }],
  ...[{ 'accept-language': '%00,de;q=x,*' }, { origin: 'null' }, { origin: 'https://evil.example' }],
  ...[{ dpop: 'x.y.z' }, { dpop: 'eyJ0eXAiOiJkcG9wK2p3dCJ9.e30.' }, { authorization: 'Bearer x.y.z' }],
  ...[{ authorization: 'Basic' }, { authorization: 'Basic Og==' }, { authorization: 'DPoP x' }],
  ...[
    { 'content-type': 'application/json' },
    { 'content-type': 'x' },
    { cookie: 'ostiary_session=%00; ostiary_interaction=..' },
  ],
  ...[{ 'content-type': 'application/x-www-form-urlencoded; charset=utf-16' }],
  ...[
    { 'content-type': 'application/x-www-form-urlencoded; charset=nonsense' },
    { 'content-encoding': 'gzip' },
  ],
];

function attacks(
  good: Record<string, readonly string[]>,
  isSecret: (name: string) => boolean,
): fc.Arbitrary<Attack> {
  const raw = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...rawTexts) },
    {
      weight: 1,
      arbitrary: fc
        .string({ unit: 'binary', maxLength: 30 })
        .map((text) => encodeURIComponent(text.toWellFormed())),
    },
    {
      weight: 1,
      arbitrary: fc
        .uint8Array({ maxLength: 12 })
        .map((bytes) => [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')),
    },
  );
  return fc.constantFrom(...endpoints).chain((endpoint) => {
    const [, , names] = endpoint;
    // A good token at revocation would soon leave nothing to attack.
    const isRevocation = endpoint[1] === '/o/revoke_token';
    const given = names.filter(
      (name) => good[name] !== undefined && !isSecret(name) && !(isRevocation && name === 'token'),
    );
    const right = fc
      .subarray([...given], { minLength: Math.max(0, given.length - 2) })
      .chain((kept) =>
        fc.tuple(...kept.map((name) => fc.tuple(fc.constant(name), fc.constantFrom(...(good[name] ?? []))))),
      ) as fc.Arbitrary<[string, string][]>;
    const wrong = fc.array(fc.tuple(fc.constantFrom(...names, 'surprise', '__proto__', 'a[b]'), raw), {
      minLength: 1,
      maxLength: 3,
    });
    return fc.record({
      endpoint: fc.constant(endpoint),
      // The wrong ones stand in for the right ones of their name, except now and then.
      pairs: fc
        .tuple(right, wrong, fc.nat(5))
        .map(([goods, wrongs, both]) => [
          ...goods
            .filter(([name]) => both === 0 || !wrongs.some(([other]) => other === name))
            .map(([name, value]): [string, string] => [name, encodeURIComponent(value)]),
          ...wrongs,
        ]),
      headers: fc.constantFrom(...strangeHeaders),
    });
  });
}

describe.each(databases())('broken input at every endpoint, on $name', ({ name, open }) => {
  let store: TestDatabase;
  let world: World;
  let good: Good;

  beforeAll(async () => {
    store = await open();
    let lines = '';
    const log = pino({ level: 'trace' }, { write: (line: string) => void (lines += line) });
    const made = await oauthWorld({ DATABASE_URL: store.url, OSTIARY_DYNAMIC_REGISTRATION: 'open' }, log);
    world = { ...made, logged: () => lines };
    const person = await world.person('ada', { isSuperuser: true });
    const web = await world.client({
      grants: ['authorization_code', 'refresh_token', 'client_credentials', deviceGrant, exchangeGrant],
    });
    const tokens = await world.tokensFor(web, person);
    const { body } = await world.post('/o/device-authorization', { form: { scope: 'openid' }, auth: web });
    const [deviceCode, userCode] = [String(body['device_code']), String(body['user_code'])];
    good = { web, person, tokens, deviceCode, userCode };
  });
  afterAll(async () => {
    await world.close();
    await store.close();
  });

  /** What is somebody else’s, and so in no answer: not even to whoever sent it. */
  function secrets(): string[] {
    const { web, tokens, deviceCode } = good;
    return [web.secret ?? '', tokens.refresh_token, tokens.access_token, tokens.id_token, deviceCode];
  }

  async function send({ endpoint: [method, path], pairs, headers }: Attack) {
    const text = pairs.map(([key, value]) => `${key}=${value}`).join('&');
    const auth = basic(good.web.clientId, good.web.secret ?? '');
    const isJson = path === '/o/register';
    const type = isJson ? 'application/json' : 'application/x-www-form-urlencoded';
    const payload = isJson ? JSON.stringify(Object.fromEntries(pairs)) : text;
    const isAuthenticated = method === 'POST' && /token|introspect|par|authorization/.test(path);
    return world.app.inject({
      method,
      url: method === 'GET' ? `${path}?${text}` : path,
      headers: {
        ...(method === 'POST' && { 'content-type': type }),
        ...(isAuthenticated && !pairs.some(([key]) => key === 'client_secret') && { authorization: auth }),
        ...headers,
      },
      ...(method === 'POST' && { payload }),
    });
  }

  async function judge(attack: Attack): Promise<void> {
    const [, path] = attack.endpoint;
    const response = await send(attack);
    const { statusCode, body, headers } = response;
    (counts[path] ??= {})[statusCode] = (counts[path][statusCode] ?? 0) + 1;
    expect(statusCode).toBeLessThan(500);
    const type = String(headers['content-type'] ?? '');
    if (programs.test(path)) {
      expect(type).not.toContain('html');
      expect(body).not.toMatch(/<html|<!doctype/i);
      if (statusCode >= 400) {
        expect(type).toBe('application/json; charset=utf-8');
        expect(response.json()).toMatchObject({ error: expect.stringMatching(/^[a-z_]+$/) as string });
        expect(headers['cache-control']).toBe('no-store');
      }
    }
    // Nothing that was sent comes alive in a page or a header.
    expect(body).not.toMatch(/<script>alert|<img src=x/i);
    expect(headers['planted']).toBeUndefined();
    expect(String(headers['set-cookie'])).not.toContain('planted');
    if (headers.location !== undefined) {
      const { origin } = new URL(String(headers.location), world.origin);
      expect([world.origin, 'https://app.example']).toContain(origin);
    }
    expect(leakIn(body, secrets())).toBeUndefined();
    expect(leakIn(JSON.stringify(headers), secrets())).toBeUndefined();
  }

  it(`of ${String(runs[name])} requests none is answered with a failure, a page for a program, or what is secret`, async () => {
    // With this seed, and with another by FUZZ_SEED.
    console.info(`fuzz on ${name}: seed ${String(seed)}`);
    const values = goodValues(good);
    // Whatever would be used up or given out is not among them: those are answers that may hold a token.
    const isSecret = (one: string): boolean =>
      ['client_secret', 'code_verifier', 'device_code'].includes(one);
    await fc.assert(fc.asyncProperty(attacks(values, isSecret), judge), { numRuns: runs[name], seed });
  }, 120_000);

  it('and the log has no failure, stack or secret in it either', () => {
    const failures = world
      .logged()
      .split('\n')
      .filter((line) => /"level":(50|60)/.test(line));
    expect(failures).toEqual([]);
    expect(leakIn(world.logged(), secrets())).toBeUndefined();
  });

  it('counts', () => console.info(JSON.stringify(counts, null, 1)));
  it('and everything still works', async () => {
    expect((await world.refresh(good.web, good.tokens.refresh_token)).status).toBe(200);
    await world.tokensFor(good.web, good.person);
  });
});
