import { describe, expect, test } from 'vitest';
import type { Fetch } from '../../src/types.ts';
import { baseUrl, discover } from '../../src/verifier/discovery.ts';

const issuer = 'https://id.test';
const server = { url: issuer, issuer };
const metadata = { issuer, jwks_uri: `${issuer}/keys` };
const paths = ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration'];

/** Answers by path; what was asked, with its headers. */
function serverWith(answers: Record<string, [number, unknown]>) {
  const asked: [string, string | null][] = [];
  const fetch: Fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : input.toString();
    asked.push([url, new Headers(init?.headers).get('accept')]);
    const [status, body] = answers[new URL(url).pathname] ?? [404, {}];
    return Response.json(body, { status });
  };
  return { asked, fetch };
}

const answering = (body: unknown) => serverWith({ [paths[0]!]: [200, body] }).fetch;
const error = (code: string, message: RegExp): unknown =>
  expect.objectContaining({ code, message: expect.stringMatching(message) as string });

describe('the address of a server', () => {
  test.each([
    ['https://id.test', 'https://id.test'],
    ['https://id.test/', 'https://id.test'],
    ['https://id.test/auth/', 'https://id.test/auth'],
    ['https://id.test/auth', 'https://id.test/auth'],
    ['http://ostiary:8000', 'http://ostiary:8000'],
  ])('%s is %s', (address, expected) => {
    expect(baseUrl(address, 'url')).toBe(expected);
  });

  test.each([
    '',
    'id.test',
    'ftp://id.test',
    'file:///keys',
    'https://ann@id.test',
    'https://id.test?x=1',
    'https://id.test/#keys',
  ])('cannot be %j', (address) => {
    expect(() => baseUrl(address, '`url`')).toThrow(
      new TypeError('`url` must be the address of Ostiary, such as https://id.example.org'),
    );
  });
});

describe('what a server says of itself', () => {
  test('is its name and where its keys are', async () => {
    const { asked, fetch } = serverWith({ [paths[0]!]: [200, metadata] });
    expect(await discover(fetch, server)).toEqual({ issuer, jwksUrl: `${issuer}/keys` });
    expect(asked).toEqual([[issuer + paths[0]!, 'application/json']]);
  });

  test('is asked for by the other standard where it does not know the first', async () => {
    const { asked, fetch } = serverWith({ [paths[1]!]: [200, metadata] });
    expect(await discover(fetch, server)).toEqual({ issuer, jwksUrl: `${issuer}/keys` });
    expect(asked.map(([url]) => url)).toEqual(paths.map((path) => issuer + path));
  });

  test('is nothing where it knows neither', async () => {
    const { asked, fetch } = serverWith({});
    const expected = error('protocol', /^https:\/\/id\.test does not describe itself: it answers 404\.$/);
    await expect(discover(fetch, server)).rejects.toEqual(expected);
    expect(asked).toHaveLength(2);
  });

  test.each([500, 503, 401])(
    'is not known for now where it answers %i, and is not asked on',
    async (status) => {
      const { asked, fetch } = serverWith({ [paths[0]!]: [status, {}], [paths[1]!]: [200, metadata] });
      await expect(discover(fetch, server)).rejects.toEqual(
        error('unavailable', new RegExp(`${status}\\.$`)),
      );
      expect(asked).toHaveLength(1);
    },
  );

  test('keeps the name as it is written in tokens', async () => {
    const found = await discover(answering({ ...metadata, issuer: `${issuer}/` }), server);
    expect(found.issuer).toBe(`${issuer}/`);
  });

  test.each([undefined, null, 7, '', 'https://evil.test', `${issuer}.evil.test`, `${issuer}//`])(
    'is refused from one that calls itself %j',
    async (name) => {
      await expect(discover(answering({ ...metadata, issuer: name }), server)).rejects.toEqual(
        error(
          'issuer_mismatch',
          /^https:\/\/id\.test calls itself .*, not "https:\/\/id\.test": set `issuer`/,
        ),
      );
    },
  );

  test.each([undefined, null, 7, '', '/keys', 'keys'])('is refused with %j for its keys', async (uri) => {
    await expect(discover(answering({ ...metadata, jwks_uri: uri }), server)).rejects.toEqual(
      error('protocol', /^https:\/\/id\.test does not say where its keys are\.$/),
    );
  });

  test('is refused where its keys are at an address without TLS, and it is not', async () => {
    const open = { issuer, jwks_uri: 'http://id.test/keys' };
    await expect(discover(answering(open), server)).rejects.toEqual(
      error('issuer_mismatch', /^The keys of https:\/\/id\.test are at an address without TLS\.$/),
    );
    const local = { url: 'http://localhost:8000', issuer: 'http://localhost:8000' };
    const keys = { issuer: local.issuer, jwks_uri: 'http://localhost:8000/keys' };
    expect((await discover(answering(keys), local)).jwksUrl).toBe(keys.jwks_uri);
  });

  test('leads within one’s own network to keys there, and elsewhere to keys elsewhere', async () => {
    const within = { url: 'http://ostiary:8000', issuer };
    const at = async (uri: string) => (await discover(answering({ issuer, jwks_uri: uri }), within)).jwksUrl;
    expect(await at(`${issuer}/keys`)).toBe('http://ostiary:8000/keys');
    expect(await at('https://cdn.test/keys')).toBe('https://cdn.test/keys');
    expect(await at('https://id.test.cdn.test/keys')).toBe('https://id.test.cdn.test/keys');
  });

  test('is refused when it is longer than any description is', async () => {
    const long = (length: number) => answering({ ...metadata, more: 'x'.repeat(length) });
    await expect(discover(long(255 * 1024), server)).resolves.toMatchObject({ issuer });
    await expect(discover(long(257 * 1024), server)).rejects.toEqual(error('protocol', /262144 bytes/));
  });
});
