import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Visited } from '../../support/page-visitor.ts';
import type { TestApp } from '../../support/test-app.ts';
import {
  expectFrames,
  expectGuardedForms,
  expectNamedFields,
  expectNoScripts,
  expectNothingForAxe,
  strictPolicy,
} from '../well-made.ts';
import { everyMailPage, everyMailPageApp } from './every-mail-page.ts';

let test: TestApp;
const pagesIn = new Map<string, Map<string, Visited>>();
beforeAll(async () => {
  test = await everyMailPageApp();
  for (const language of ['en', 'de']) pagesIn.set(language, await everyMailPage(test, language));
});
afterAll(() => test.close());

describe.each(['en', 'de'])('every page by mail, in every state, in %s', (language) => {
  const pages = (): Map<string, Visited> => pagesIn.get(language) ?? new Map<string, Visited>();

  it('was met', () => {
    expect(pages().size).toBe(28);
    for (const [name, { status }] of pages()) {
      expect(status, name).toBe(/, (refused|gone)$/.test(name) ? 400 : 200);
    }
  });

  it('gives axe nothing to say', () => expectNothingForAxe(pages()), 60_000);

  it('has a language, a title of its own, one main heading and one main part', () => {
    expectFrames(pages(), language);
  });

  it('runs no script and refers to nothing elsewhere', () => {
    expectNoScripts(pages());
    for (const [name, { response }] of pages()) {
      expect(response.headers['content-security-policy'], name).toBe(strictPolicy);
      expect(response.headers['cache-control'], name).toBe('no-store');
    }
  });

  it('carries a token in every form that is posted, and never a password', () => {
    expect(expectGuardedForms(pages())).toBeGreaterThan(15);
  });

  it('names every field for people and for password managers, and keeps ids apart', () => {
    expectNamedFields(pages());
  });

  it('says beside the field what is wrong with it', () => {
    for (const [name, { document }] of pages()) {
      if (!name.endsWith(', refused')) continue;
      const invalid = document.querySelector('[aria-invalid=true]');
      const described = (invalid?.getAttribute('aria-describedby') ?? '').split(' ');
      expect(
        described.some((id) => id.endsWith('-error') && document.getElementById(id)),
        name,
      ).toBe(true);
      expect(document.title, name).toMatch(/^(Error|Fehler): /);
    }
  });
});
