import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visited } from '../../support/page-visitor.ts';
import { testApp, type TestApp } from '../../support/test-app.ts';
import {
  expectFrames,
  expectGuardedForms,
  expectNamedFields,
  expectNoScripts,
  expectNothingForAxe,
  expectPageHeaders,
  strictPolicy,
} from '../well-made.ts';
import { everyAccountPage } from './every-account-page.ts';

const pagesIn = new Map<string, Map<string, Visited>>();
let test: TestApp;

beforeAll(async () => {
  test = await testApp({ OSTIARY_FACTOR_ROLES: 'owner' });
  for (const language of ['en', 'de']) pagesIn.set(language, await everyAccountPage(test, language));
});
afterAll(() => test.close());

describe.each(['en', 'de'])('every account page in every state, in %s', (language) => {
  const pages = (): Map<string, Visited> => pagesIn.get(language) ?? new Map<string, Visited>();
  const isScripted = (name: string): boolean => name.startsWith('/account/factors/passkeys/new');

  it('was met', () => {
    const statuses = Object.fromEntries([...pages()].map(([name, { status }]) => [name, status]));
    const expected = Object.keys(statuses).map((name) => {
      if (name.endsWith('refused')) return [name, 400];
      return [name, name === 'no such factor' ? 404 : 200];
    });
    expect(statuses).toEqual(Object.fromEntries(expected));
    expect(pages().size).toBeGreaterThan(30);
  });

  it('gives axe nothing to say', () => expectNothingForAxe(pages()), 120_000);

  it('has a frame, and runs no script but that for passkeys', () => {
    expectFrames(pages(), language);
    expectNoScripts(new Map([...pages()].filter(([name]) => !isScripted(name))));
  });

  it('guards and names what is entered', () => {
    expect(expectGuardedForms(pages())).toBeGreaterThan(25);
    expectNamedFields(pages());
  });

  it('is kept by nobody and framed by nobody', () => {
    expectPageHeaders(pages(), language);
    for (const [name, { response }] of pages()) {
      const policy = String(response.headers['content-security-policy']);
      const rest = isScripted(name) ? policy.replace("script-src 'self'; ", '') : policy;
      expect(rest, name).toBe(strictPolicy);
    }
  });
});
