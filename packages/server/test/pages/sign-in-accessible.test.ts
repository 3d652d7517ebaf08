import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visited } from '../support/page-visitor.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { everySignInPage } from './sign-in-every-page.ts';
import {
  expectFrames,
  expectGuardedForms,
  expectNamedFields,
  expectNoScripts,
  expectNothingForAxe,
  expectPageHeaders,
  policyWithoutScripts,
  strictPolicy,
} from './well-made.ts';

const pagesIn = new Map<string, Map<string, Visited>>();
let test: TestApp;

beforeAll(async () => {
  test = await testApp({ OSTIARY_FACTOR_ROLES: 'owner' });
  for (const language of ['en', 'de']) pagesIn.set(language, await everySignInPage(test, language));
});
afterAll(() => test.close());

describe.each(['en', 'de'])('every page of a sign-in with a second factor, in %s', (language) => {
  const pages = (): Map<string, Visited> => pagesIn.get(language) ?? new Map<string, Visited>();

  it('was met', () => {
    const statuses = Object.fromEntries([...pages()].map(([name, { status }]) => [name, status]));
    const expected = [...pages().keys()].map((name) => [name, name.endsWith('refused') ? 400 : 200]);
    expect(statuses).toEqual(Object.fromEntries(expected));
    expect(pages().size).toBeGreaterThan(12);
  });

  it('gives axe nothing to say', () => expectNothingForAxe(pages()), 120_000);

  it('has a frame, and runs no script but files of ours', () => {
    expectFrames(pages(), language);
    expectNoScripts(pages());
  });

  it('guards and names what is entered', () => {
    expect(expectGuardedForms(pages())).toBeGreaterThan(12);
    expectNamedFields(pages());
  });

  it('is kept by nobody and framed by nobody', () => {
    expectPageHeaders(pages(), language);
    for (const [name, page] of pages()) expect(policyWithoutScripts(page), name).toBe(strictPolicy);
  });
});
