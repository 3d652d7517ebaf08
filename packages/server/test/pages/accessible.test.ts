import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visited } from '../support/page-visitor.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { axeViolations } from './axe.ts';
import { everyPage } from './every-page.ts';

let test: TestApp;
let pages: Map<string, Visited>;

beforeAll(async () => {
  test = await testApp();
  pages = await everyPage(test);
});
afterAll(() => test.close());

describe('every page in every state', () => {
  it('was met', () => {
    const statuses = Object.fromEntries([...pages].map(([name, { status }]) => [name, status]));
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
      'home, two sessions': 200,
      'sign-out': 200,
      'another site': 403,
    });
  });

  it('gives axe nothing to say', async () => {
    const found: Record<string, string[]> = {};
    for (const [name, { html }] of pages) found[name] = await axeViolations(html);
    expect(found).toEqual(Object.fromEntries([...pages.keys()].map((name) => [name, []])));
  }, 60_000);

  it('has a language, a title of its own, one main heading and one main part', () => {
    for (const [name, { document }] of pages) {
      expect(document.documentElement.lang, name).toBe('en');
      expect(document.title, name).toMatch(/^.+ · Ostiary$/);
      expect(document.querySelectorAll('h1'), name).toHaveLength(1);
      expect(document.querySelectorAll('main'), name).toHaveLength(1);
      expect(document.querySelector('.skip')?.getAttribute('href'), name).toBe('#main');
    }
  });

  it('runs no script, has no style of its own and refers to nothing elsewhere', () => {
    for (const [name, { document, response }] of pages) {
      expect(document.querySelectorAll('script, style, iframe, object, embed, base'), name).toHaveLength(0);
      for (const element of document.querySelectorAll('*')) {
        for (const { name: attribute, value } of element.attributes) {
          expect(attribute, `${name}: ${element.outerHTML}`).not.toMatch(/^(style|on.*)$/);
          if (['href', 'src', 'action'].includes(attribute)) expect(value, name).toMatch(/^(\/(?!\/)|#)/);
        }
      }
      expect(response.headers['content-security-policy'], name).toBe(
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
      );
      expect(response.headers, name).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'same-origin',
      });
    }
  });

  it('carries a token in every form that is posted, and never a password', () => {
    let forms = 0;
    for (const [name, { document }] of pages) {
      for (const form of document.querySelectorAll('form')) {
        forms += 1;
        expect(form.method, name).toBe('post');
        expect(form.querySelector('input[name=form_token]')?.getAttribute('value'), name).toMatch(
          /^[\w-]{43}$/,
        );
        for (const input of form.querySelectorAll('input[type=password]')) {
          expect(input.hasAttribute('value'), name).toBe(false);
        }
      }
    }
    expect(forms).toBeGreaterThan(10);
  });

  it('names every field for people and for password managers', () => {
    for (const [name, { document }] of pages) {
      for (const input of document.querySelectorAll('input:not([type=hidden])')) {
        expect(document.querySelector(`label[for=${input.id}]`), `${name}: ${input.id}`).not.toBeNull();
        expect(input.getAttribute('autocomplete'), `${name}: ${input.id}`).toBeTruthy();
      }
    }
  });

  it('keeps ids apart', () => {
    for (const [name, { document }] of pages) {
      const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
      expect(new Set(ids).size, name).toBe(ids.length);
    }
  });
});

describe('a refused form', () => {
  it('says beside each field what is wrong, and above all how many there are', () => {
    const { document } = pages.get('sign-up, refused') ?? {};
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
    const { document, html } = pages.get('sign-up, refused') ?? {};
    expect(document?.getElementById('email')?.getAttribute('value')).toBe('not an email');
    expect(html).not.toContain('value="short"');
    expect(html).not.toContain('value="other"');
  });

  it('keeps the login text of a wrong password', () => {
    const { document } = pages.get('sign-in, refused') ?? {};
    expect(document?.getElementById('login')?.getAttribute('value')).toBe('nobody');
    expect(document?.querySelector('[role=alert]')?.textContent).toContain('is not right');
  });
});
