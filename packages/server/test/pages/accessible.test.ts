import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visited } from '../support/page-visitor.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { everyPage } from './every-page.ts';
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
const tests: TestApp[] = [];

beforeAll(async () => {
  for (const language of ['en', 'de']) {
    const test = await testApp();
    tests.push(test);
    pagesIn.set(language, await everyPage(test, language));
  }
});
afterAll(async () => {
  for (const test of tests) await test.close();
});

describe.each(['en', 'de'])('every page in every state, in %s', (language) => {
  const pages = (): Map<string, Visited> => pagesIn.get(language) ?? new Map<string, Visited>();

  it('was met', () => {
    const statuses = Object.fromEntries([...pages()].map(([name, { status }]) => [name, status]));
    expect(statuses).toEqual({
      'home, signed out': 200,
      'sign-in': 200,
      'sign-in, refused': 400,
      'sign-in, form expired': 403,
      'sign-up': 200,
      'sign-up, refused': 400,
      'sign-up, taken': 409,
      'set-up': 200,
      'set-up, refused': 400,
      'set-up, no such link': 403,
      'home, administrator': 200,
      home: 200,
      'sign-out': 200,
      'another site': 403,
    });
  });

  it('gives axe nothing to say', () => expectNothingForAxe(pages()), 60_000);

  it('has a language, a title of its own, one main heading and one main part', () => {
    expectFrames(pages(), language);
  });

  it('runs no script but files of ours, has no style of its own and refers to nothing elsewhere', () => {
    expectNoScripts(pages());
    expectPageHeaders(pages(), language);
    for (const [name, page] of pages()) {
      const { response } = page;
      expect(policyWithoutScripts(page), name).toBe(strictPolicy);
      expect(response.headers['cross-origin-opener-policy'], name).toBe('same-origin');
    }
  });

  it('carries a token in every form that is posted, and never a password', () => {
    expect(expectGuardedForms(pages())).toBeGreaterThan(10);
  });

  it('names every field for people and for password managers, and keeps ids apart', () => {
    expectNamedFields(pages());
  });
});

describe('a refused form', () => {
  it('says beside each field what is wrong, and above all how many there are', () => {
    const { document } = pagesIn.get('en')?.get('sign-up, refused') ?? {};
    if (!document) throw new Error('not met');
    expect(document.title).toMatch(/^Error: /);
    for (const field of ['username', 'password_again']) {
      const input = document.getElementById(field);
      expect(input?.getAttribute('aria-invalid')).toBe('true');
      const described = (input?.getAttribute('aria-describedby') ?? '').split(' ');
      expect(described).toContain(`${field}-error`);
      for (const id of described) expect(document.getElementById(id)?.textContent).toBeTruthy();
      expect(document.querySelector(`[role=alert] a[href="#${field}"]`)).not.toBeNull();
    }
    expect(document.querySelector('[role=alert]')?.hasAttribute('autofocus')).toBe(true);
    expect(document.getElementById('first_name')?.hasAttribute('aria-invalid')).toBe(false);
  });

  it('keeps what was entered, but no password', () => {
    const { document, html } = pagesIn.get('en')?.get('sign-up, refused') ?? {};
    expect(document?.getElementById('email')?.getAttribute('value')).toBe('not an email');
    expect(html).not.toContain('value="short"');
    expect(html).not.toContain('value="other"');
  });

  it('keeps the login text of a wrong password', () => {
    const { document } = pagesIn.get('en')?.get('sign-in, refused') ?? {};
    expect(document?.getElementById('login')?.getAttribute('value')).toBe('nobody');
    expect(document?.querySelector('[role=alert]')?.textContent).toContain('is not right');
  });
});
