import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageVisitor } from '../support/page-visitor.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await testApp();
});
afterAll(() => test.close());

describe('what pages refer to', () => {
  it.each([
    ['stylesheet', 'text/css; charset=utf-8', /^\/assets\/ostiary\.[0-9a-f]{12}\.css$/],
    ['icon', 'image/svg+xml', /^\/assets\/ostiary\.[0-9a-f]{12}\.svg$/],
  ])('is there and may be kept for ever: %s', async (rel, type, path) => {
    const { document } = await new PageVisitor(test.app).open('/');
    const href = document.querySelector(`link[rel=${rel}]`)?.getAttribute('href') ?? '';
    expect(href).toMatch(path);
    const response = await test.app.inject(href);
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe(type);
    expect(response.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(response.body.length).toBeGreaterThan(100);
  });
});

describe('an address where there is nothing', () => {
  it('is a page for people and a problem for programs', async () => {
    const { status, document, response } = await new PageVisitor(test.app).open('/nowhere');
    expect(status).toBe(404);
    expect(document.querySelector('h1')?.textContent).toBe('There is nothing here');
    expect(response.headers['content-security-policy']).toContain("default-src 'none'");
    const forPrograms = await test.app.inject({ url: '/nowhere', headers: { accept: 'application/json' } });
    expect(forPrograms.statusCode).toBe(404);
    expect(forPrograms.headers['content-type']).toContain('application/problem+json');
  });
});
