import fc from 'fast-check';
import { deviceGrant, exchangeGrant } from '#modules/applications';
import {
  testChallenge,
  testVerifier,
  type Person,
  type TestClient,
  type Tokens,
} from '../../support/oauth/index.ts';

/** As they stand in an address or a form: some are no encoding of anything. */
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

/** What makes an attack get past the first checks. */
export interface Good {
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
const authNames = ['client_secret', 'client_assertion', 'client_assertion_type'];
const tokenNames = [
  ...['grant_type', 'code', 'redirect_uri', 'code_verifier', 'refresh_token', 'scope', 'resource'],
  ...['device_code', 'subject_token', 'subject_token_type', 'actor_token', 'actor_token_type', 'audience'],
  ...['requested_token_type', 'username', 'password', 'assertion'],
];

const endpoints: readonly Endpoint[] = [
  ['GET', '/o/authorize', authorizeNames],
  ['POST', '/o/token', [...tokenNames, 'client_id', ...authNames]],
  ['POST', '/o/introspect', ['token', 'token_type_hint', 'client_id', ...authNames]],
  ['POST', '/o/revoke_token', ['token', 'token_type_hint', 'client_id', ...authNames]],
  ['POST', '/o/par', [...authorizeNames, ...authNames]],
  [
    'POST',
    '/o/device-authorization',
    ['scope', 'resource', 'claims', 'prompt', 'max_age', 'client_id', ...authNames],
  ],
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
    [
      'redirect_uris',
      'post_logout_redirect_uris',
      'response_types',
      'client_name',
      'jwks',
      'jwks_uri',
      'scope',
      'grant_types',
      'logo_uri',
    ],
  ],
];

export function goodValues({
  web,
  tokens,
  deviceCode,
  userCode,
  person,
}: Good): Record<string, readonly string[]> {
  return {
    ...{ response_type: ['code'], client_id: [web.clientId], redirect_uri: [web.redirectUri] },
    ...{ scope: ['openid read', 'openid'], code_challenge: [testChallenge], code_challenge_method: ['S256'] },
    ...{ client_secret: [web.secret ?? ''], code_verifier: [testVerifier], device_code: [deviceCode] },
    grant_type: ['authorization_code', 'refresh_token', 'client_credentials', deviceGrant, exchangeGrant],
    ...{ token: [tokens.access_token, tokens.id_token], subject_token: [tokens.access_token] },
    ...{ redirect_uris: [web.redirectUri], grant_types: ['authorization_code'], response_types: ['code'] },
    subject_token_type: ['urn:ietf:params:oauth:token-type:access_token'],
    ...{ user_code: [userCode], id_token_hint: [tokens.id_token], access_token: [tokens.access_token] },
    ...{
      username: [person.username],
      prompt: ['login', 'consent', 'select_account'],
      response_mode: ['form_post'],
    },
  };
}

export interface Attack {
  endpoint: Endpoint;
  pairs: [name: string, raw: string][];
  headers: Record<string, string>;
  /** With the session of somebody who is signed in, and for a form of the engine with its token. */
  isSignedIn: boolean;
  /** How JSON holds the values: as they are, in a list, in an object, or not at all. */
  shape: number;
}

/** The same pairs as an object: texts, lists, objects, and what is none of them. */
export function asJson({ pairs, shape }: Attack): string {
  const shapes = [
    (text: string): unknown => text,
    (text: string) => [text],
    (text: string) => ({ [text]: text }),
  ];
  const values = pairs.map(([name, raw], index): [string, unknown] => {
    const text = decodeURIComponent(raw.replace(/%(?![0-7][0-9a-f])/gi, '%25'));
    const make = name.endsWith('s') ? shapes[1] : shapes[(shape + index) % shapes.length];
    return [name, shape === 5 ? [null, 1, true, [[]], {}][index % 5] : make?.(text)];
  });
  // As JSON.parse makes it: `__proto__` is a name like any other.
  return `{${values.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`;
}

const strangeHeaders: readonly Record<string, string>[] = [
  ...Array.from({ length: 40 }, () => ({})),
  ...[{ accept: 'text/html' }, { accept: 'text/html' }, { accept: ';;;,q=' }],
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

export function attacks(
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
      .subarray([...given], { minLength: Math.max(0, given.length - 1) })
      .chain((kept) =>
        fc.tuple(
          ...kept.map((name) =>
            fc.tuple(fc.constant<string>(name), fc.constantFrom(...(good[name] ?? ['']))),
          ),
        ),
      );
    const wrong = fc.array(fc.tuple(fc.constantFrom(...names, 'surprise', '__proto__', 'a[b]'), raw), {
      minLength: 1,
      maxLength: 2,
      size: 'xsmall',
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
      isSignedIn: fc.boolean(),
      shape: fc.nat(5),
    });
  });
}
