import { expect } from 'vitest';
import type { Visited } from '../support/page-visitor.ts';
import { axeViolations } from './axe.ts';

export const strictPolicy =
  "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

type Pages = ReadonlyMap<string, Pick<Visited, 'html' | 'document'>>;

export async function expectNothingForAxe(pages: Pages): Promise<void> {
  const found: Record<string, string[]> = {};
  for (const [name, { html }] of pages) found[name] = await axeViolations(html);
  expect(found).toEqual(Object.fromEntries([...pages.keys()].map((name) => [name, []])));
}

export function expectFrames(pages: Pages, language: string): void {
  for (const [name, { document }] of pages) {
    expect(document.documentElement.lang, name).toBe(language);
    expect(document.title, name).toMatch(/^.+ · Ostiary$/);
    expect(document.querySelectorAll('h1'), name).toHaveLength(1);
    expect(document.querySelectorAll('main'), name).toHaveLength(1);
    expect(document.querySelector('.skip')?.getAttribute('href'), name).toBe('#main');
  }
}

/** A page that runs scripts of ours runs nothing else, and the others none: its policy without what those need. */
export function policyWithoutScripts({ response, document }: Pick<Visited, 'response' | 'document'>): string {
  const policy = String(response.headers['content-security-policy']);
  return document.querySelector('script') ? policy.replace("script-src 'self'; ", '') : policy;
}

/** None but files of ours. `elsewhere` are the addresses of others that a page may name. */
export function expectNoScripts(pages: Pages, elsewhere: readonly string[] = []): void {
  for (const [name, { document }] of pages) {
    const foreign = 'script:not([src^="/assets/ostiary."]), style, iframe, object, embed, base';
    expect(document.querySelectorAll(foreign), name).toHaveLength(0);
    for (const element of document.querySelectorAll('*')) {
      for (const { name: attribute, value } of element.attributes) {
        expect(attribute, `${name}: ${element.outerHTML}`).not.toMatch(/^(style|on.*)$/);
        if (!['href', 'src', 'action'].includes(attribute) || elsewhere.includes(value)) continue;
        expect(value, name).toMatch(/^(\/(?!\/)|#)/);
      }
    }
  }
}

export function expectPageHeaders(pages: ReadonlyMap<string, Visited>, language: string): void {
  for (const [name, { response }] of pages) {
    expect(response.headers, name).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      vary: 'Accept-Language',
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'same-origin',
    });
  }
}

/** Every form that is posted carries a token, and never a password. Returns how many there are. */
export function expectGuardedForms(pages: Pages, token = 'form_token'): number {
  let forms = 0;
  for (const [name, { document }] of pages) {
    for (const form of document.querySelectorAll('form')) {
      forms += 1;
      expect(form.method, name).toBe('post');
      expect(form.querySelector(`input[name=${token}]`)?.getAttribute('value'), name).toMatch(/^[\w-]{43}$/);
      for (const input of form.querySelectorAll('input[type=password]')) {
        expect(input.hasAttribute('value'), name).toBe(false);
      }
    }
  }
  return forms;
}

/** Every field is named for people and for password managers, and no id stands for two things. */
export function expectNamedFields(pages: Pages): void {
  for (const [name, { document }] of pages) {
    for (const control of document.querySelectorAll('input:not([type=hidden]), select, textarea')) {
      const what = `${name}: ${control.id}`;
      expect(document.querySelector(`label[for=${control.id}]`), what).not.toBeNull();
      if (control.tagName === 'INPUT') expect(control.getAttribute('autocomplete'), what).toBeTruthy();
    }
    const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
    expect(new Set(ids).size, name).toBe(ids.length);
  }
}
