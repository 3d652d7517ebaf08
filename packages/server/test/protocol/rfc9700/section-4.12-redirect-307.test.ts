import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oauthWorld, type OauthWorld } from '../../support/oauth/index.ts';
import { wholeJourney, type Seen } from './whole-journey.ts';

let world: OauthWorld;
let redirects: Seen[];

beforeAll(async () => {
  world = await oauthWorld();
  const seen = await wholeJourney(world);
  redirects = seen.filter(({ response }) => response.headers.location !== undefined);
});
afterAll(() => world.close());

describe('RFC 9700 section 4.12: a redirect', () => {
  it('is always 303, so that no browser sends a form, and what was typed into it, on to a client', () => {
    const kinds = redirects.map(({ method, response }) => `${method} ${String(response.statusCode)}`);
    expect([...new Set(kinds)].sort()).toEqual(['GET 303', 'POST 303']);
  });

  it('after a password was posted leads back to this server, without the password', () => {
    const signIns = redirects.filter(({ method, url }) => method === 'POST' && url.endsWith('/sign-in'));
    expect(signIns.length).toBeGreaterThan(0);
    for (const { response } of signIns) {
      const target = new URL(String(response.headers.location), world.origin);
      expect([target.origin, target.search]).toEqual([world.origin, '']);
    }
  });

  it('to a client has nothing of the pages before it in its address', () => {
    const toClients = redirects.filter(({ response }) =>
      String(response.headers.location).startsWith('https:'),
    );
    expect(toClients.length).toBeGreaterThan(2);
    for (const { response } of toClients) {
      const names = [...new URL(String(response.headers.location)).searchParams.keys()];
      const known = ['code', 'error', 'error_description', 'iss', 'scope', 'state'];
      expect(names.filter((name) => !known.includes(name))).toEqual([]);
    }
  });
});
