import { JSDOM } from 'jsdom';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visited } from '../../support/page-visitor.ts';
import {
  expectFrames,
  expectGuardedForms,
  expectNamedFields,
  expectNoScripts,
  expectNothingForAxe,
  expectPageHeaders,
  policyWithoutScripts,
  strictPolicy,
} from '../well-made.ts';
import { everyEnginePage } from './every-engine-page.ts';
import { everyOauthPage } from './every-oauth-page.ts';
import { face } from './fake-oauth.ts';
import { pagesApp, type PagesApp } from './pages-app.ts';

const elsewhere = [face.logoUri, face.homepageUri, face.policyUri, face.termsUri].filter(
  (address) => address !== null,
);
const pagesIn = new Map<string, Map<string, Visited>>();
const tests: PagesApp[] = [];

beforeAll(async () => {
  for (const language of ['en', 'de']) {
    const test = await pagesApp();
    tests.push(test);
    pagesIn.set(language, await everyOauthPage(test, language));
  }
});
afterAll(async () => {
  for (const test of tests) await test.close();
});

describe.each(['en', 'de'])('every page of the OAuth journey, in %s', (language) => {
  const pages = (): Map<string, Visited> => pagesIn.get(language) ?? new Map<string, Visited>();

  it('was met', () => {
    const statuses = Object.fromEntries([...pages()].map(([name, { status }]) => [name, status]));
    expect(statuses).toEqual({
      'sign in for an application': 200,
      'sign in, refused': 400,
      'choose an account': 200,
      'another account': 200,
      confirm: 200,
      'confirm, refused': 400,
      'another account is wanted': 200,
      consent: 200,
      'consent, form expired': 403,
      'consent for a device': 200,
      'consent for an app, plain': 200,
      gone: 400,
      'applications, none': 200,
      register: 200,
      'register, refused': 400,
      secret: 200,
      application: 200,
      'application, two secrets': 200,
      'application, too many secrets': 409,
      update: 200,
      delete: 200,
      applications: 200,
      'no such application': 404,
      'applications with access, none': 200,
      'applications with access': 200,
      'another site': 403,
    });
  });

  it('gives axe nothing to say', () => expectNothingForAxe(pages()), 120_000);

  it('has a frame, and runs no script but files of ours', () => {
    expectFrames(pages(), language);
    expectNoScripts(pages(), elsewhere);
  });

  it('guards and names what is entered', () => {
    expect(expectGuardedForms(pages())).toBeGreaterThan(30);
    expectNamedFields(pages());
  });

  it('is kept by nobody and framed by nobody', () => {
    expectPageHeaders(pages(), language);
    for (const [name, page] of pages()) {
      const strict = policyWithoutScripts(page)
        .replace("img-src 'self' https://cdn.example.com", "img-src 'self'")
        .replace(/form-action 'self' (https:\/\/notebook\.example|com\.example\.app:)/, "form-action 'self'");
      expect(strict, name).toBe(strictPolicy);
    }
  });
});

describe.each(['en', 'de'])('every page of the engine, in %s', (language) => {
  const pages = new Map(
    [...everyEnginePage([language])].map(
      ([name, html]) => [name, { html, document: new JSDOM(html).window.document }] as const,
    ),
  );

  it('gives axe nothing to say', () => expectNothingForAxe(pages), 60_000);

  it('is a whole document without scripts, which guards and names what is entered', () => {
    for (const [, { html }] of pages) expect(html).toMatch(/^<!doctype html><html lang=/);
    expectFrames(pages, language);
    expectNoScripts(pages, elsewhere);
    expect(expectGuardedForms(pages, 'xsrf')).toBe(7);
    expectNamedFields(pages);
  });
});
