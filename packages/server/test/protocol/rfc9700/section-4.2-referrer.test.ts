import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oauthWorld, type OauthWorld } from '../../support/oauth/index.ts';
import { wholeJourney, type Seen } from './whole-journey.ts';

let world: OauthWorld;
let seen: Seen[];

beforeAll(async () => {
  world = await oauthWorld();
  seen = await wholeJourney(world);
});
afterAll(() => world.close());

function attributes(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map(([, value = '']) => value);
}

describe('RFC 9700 section 4.2: what a browser tells others of where it was', () => {
  it('is nothing of our pages and redirects, at least as soon as it leaves our site', () => {
    expect(seen.length).toBeGreaterThan(50);
    for (const { url, response } of seen) {
      expect([url, response.headers['referrer-policy']]).toEqual([url, 'same-origin']);
    }
  });

  it('is nothing by way of what a page loads: everything is our own but the logo that a client registered', () => {
    for (const { url, response, isPage } of seen.filter((one) => one.isPage)) {
      const policy = String(response.headers['content-security-policy']);
      const sources = policy.split(';').filter((part) => !/form-action|frame-ancestors|base-uri/.test(part));
      const foreign = sources.join(' ').match(/https?:[^\s;]+|\*|unsafe-[a-z]+|data:|blob:/g) ?? [];
      const isInteraction = url.includes('/o/interaction/');
      expect([url, foreign.filter((one) => !isInteraction || one !== 'https://app.example')]).toEqual([
        url,
        [],
      ]);
      expect(isPage && policy).toContain("default-src 'none'");
      const loaded = attributes(response.body, /<(?:script|img|iframe|link)[^>]*?(?:src|href)="([^"]*)"/g);
      expect(loaded.filter((one) => !one.startsWith('/') && one !== 'https://app.example/logo.png')).toEqual(
        [],
      );
    }
  });

  it('is nothing by way of a link or logo of a client either, even for browsers that heed no header', () => {
    let links = 0;
    for (const { response } of seen) {
      for (const [link] of response.body.matchAll(/<(?:a|img) [^>]*https:\/\/app\.example[^>]*>/g)) {
        links += 1;
        const isQuiet = /rel="noopener noreferrer"|referrerpolicy="no-referrer"/.test(link);
        // The page after signing out has nothing in its address.
        expect([link, isQuiet || response.body.includes('/sign-in')]).toEqual([link, true]);
      }
    }
    expect(links).toBeGreaterThan(4);
  });

  it('is nothing that a cache keeps', () => {
    for (const { url, response } of seen.filter(({ url: one }) =>
      one.startsWith('http://localhost:8000/o/'),
    )) {
      expect([url, response.headers['cache-control']]).toEqual([url, 'no-store']);
    }
  });
});
