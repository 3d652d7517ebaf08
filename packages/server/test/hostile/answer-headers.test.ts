import type { LightMyRequestResponse } from 'fastify';
import { afterEach, describe, expect, it } from 'vitest';
import { testApp, type TestApp } from '../support/test-app.ts';
import { describedOperations } from './operations.ts';

let test: TestApp | undefined;
afterEach(async () => {
  await test?.close();
  test = undefined;
});

/** Beside what is described: pages of the engine, files, and what no route and no router knows. */
const others = [
  ...['/admin/', '/docs', '/docs/viewer.js', '/openapi.json', '/healthz', '/metrics', '/favicon.ico'],
  ...['/o/authorize', '/o/device', '/o/logout', '/o/token', '/.well-known/openid-configuration'],
  ...['/nowhere', '/%E0%A4%A', `/api/v1/users/${'a'.repeat(300)}`],
];

/** Of these the browser, or whoever is between, may keep a copy, and says for how long. */
const publicAnswers = [
  'GET /.well-known/jwks.json: public, max-age=300',
  'GET /.well-known/oauth-protected-resource: public, max-age=300',
  // Asked about each time.
  'GET /docs/viewer.js: no-cache',
  'GET /docs: no-cache',
  'GET /openapi.json: no-cache',
];

/** An answer of every address that can be asked for, whatever it is. */
async function everyAnswer({ app }: TestApp): Promise<[name: string, response: LightMyRequestResponse][]> {
  const described = describedOperations(app).map(({ method, path }) => ({
    method,
    url: path.replaceAll(/\{\w+\}/g, 'x'),
  }));
  const asked = [...described, ...others.map((url) => ({ method: 'GET' as const, url }))];
  return Promise.all(
    asked.map(async (request) => {
      const response = await app.inject({ ...request, headers: { accept: 'text/html,*/*' } });
      return [`${request.method} ${request.url}`, response] as [string, LightMyRequestResponse];
    }),
  );
}

const policyOf = ({ headers }: LightMyRequestResponse): string => String(headers['content-security-policy']);

describe('every answer', () => {
  it('has a policy by which nothing is loaded that is not named, nothing is framed, and no base is set', async () => {
    test = await testApp();
    const answers = await everyAnswer(test);
    expect(answers.length).toBeGreaterThan(150);
    for (const [name, response] of answers) {
      expect([name, policyOf(response)]).toEqual([name, expect.stringMatching(/^default-src 'none';/)]);
      expect([name, policyOf(response)]).toEqual([name, expect.stringContaining("frame-ancestors 'none'")]);
      expect([name, policyOf(response)]).toEqual([name, expect.stringContaining("base-uri 'none'")]);
      // `object-src` is what `default-src` says, unless it is named.
      expect([name, policyOf(response)]).toEqual([name, expect.not.stringContaining('object-src')]);
      expect([name, response.headers['x-content-type-options']]).toEqual([name, 'nosniff']);
      expect([name, response.headers['referrer-policy']]).toEqual([name, expect.any(String)]);
    }
  });

  it('that is no page runs and shows nothing at all', async () => {
    test = await testApp();
    const response = await test.app.inject('/api/v1/users');
    expect(policyOf(response)).toBe(
      "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    );
  });

  it('is kept by nobody, but for what everybody may know', async () => {
    test = await testApp();
    const kept = (await everyAnswer(test))
      .filter(([, { headers }]) => headers['cache-control'] !== 'no-store')
      .map(([name, { headers }]) => `${name}: ${String(headers['cache-control'])}`);
    expect([...new Set(kept)].toSorted()).toEqual(publicAnswers.toSorted());
  });

  it('says what it is made of, in which alphabet', async () => {
    test = await testApp();
    for (const [name, { headers, body }] of await everyAnswer(test)) {
      const type = String(headers['content-type'] ?? '');
      if (body === '') continue;
      expect([name, type]).toEqual([
        name,
        expect.stringMatching(
          /^(?:text\/[\w-]+; .*charset=utf-8|application\/(?:[\w-]+\+)?json|(?:image|font)\/)/i,
        ),
      ]);
    }
  });
});

describe('browsers are told to use https alone', () => {
  const transportOf = async (env: Record<string, string>): Promise<Set<unknown>> => {
    test = await testApp(env);
    return new Set((await everyAnswer(test)).map(([, { headers }]) => headers['strict-transport-security']));
  };
  const https = { OSTIARY_URL: 'https://id.example.org' };

  it('by every answer of a server whose address is https, for a year', async () => {
    expect(await transportOf(https)).toEqual(new Set(['max-age=31536000']));
  });

  it('for hosts below its own as well, or not at all, as is set', async () => {
    expect(await transportOf({ ...https, OSTIARY_STRICT_TRANSPORT: 'subdomains' })).toEqual(
      new Set(['max-age=31536000; includeSubDomains']),
    );
    await test?.close();
    expect(await transportOf({ ...https, OSTIARY_STRICT_TRANSPORT: 'off' })).toEqual(new Set([undefined]));
  });

  it('not by a server whose address is http', async () => {
    expect(await transportOf({})).toEqual(new Set([undefined]));
  });
});
