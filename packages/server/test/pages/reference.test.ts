import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operationsOf, type OpenApiDocument } from '#app/scopes/reference/document.types.ts';
import { testApp, type TestApp } from '../support/test-app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await testApp();
});
afterAll(() => test.close());

async function document(): Promise<OpenApiDocument> {
  const response = await test.app.inject('/openapi.json');
  expect(response.statusCode).toBe(200);
  expect(response.headers['content-type']).toMatch(/^application\/json/);
  return response.json<OpenApiDocument>();
}

describe('/openapi.json', () => {
  it('names this server and its ways of authentication', async () => {
    const { openapi, servers, components } = await document();
    expect(openapi).toBe('3.1.0');
    expect(servers).toEqual([{ url: test.config.server.url }]);
    expect(Object.keys(components.securitySchemes ?? {}).sort()).toEqual([
      'bearer',
      'cookie',
      'serviceKey',
      'token',
    ]);
  });

  it('describes every operation: summary, a tag that is declared, credentials that exist', async () => {
    const { tags = [], ...described } = await document();
    const declared = tags.map(({ name }) => name);
    const schemes = Object.keys(described.components.securitySchemes ?? {});
    const operations = operationsOf(described);
    expect(operations.length).toBeGreaterThan(20);
    for (const { method, path, operation } of operations) {
      const { operationId, summary, tags: given, security } = operation;
      const name = `${method} ${path}`;
      expect(operationId, name).toBeTruthy();
      expect(summary, name).toBeTruthy();
      expect(declared, name).toContain(given?.[0]);
      for (const way of security ?? [])
        for (const scheme of Object.keys(way)) expect(schemes, name).toContain(scheme);
    }
  });

  it('shows a path once, however it may be written', async () => {
    const paths = Object.keys((await document()).paths).map((path) => path.replace(/(.)\/$/, '$1'));
    expect(new Set(paths).size).toBe(paths.length);
  });
});

describe('/docs', () => {
  it.each(['/docs', '/docs/'])(
    'is a page at %s that runs only our scripts and talks only to us',
    async (url) => {
      const response = await test.app.inject(url);
      expect(response.statusCode).toBe(200);
      const policy = String(response.headers['content-security-policy']);
      expect(policy).toContain("script-src 'self';");
      expect(policy).toContain("connect-src 'self';");
      expect(policy).not.toMatch(/https?:|\*/);
      expect(response.body).not.toMatch(/https?:\/\//);
      expect(response.body).not.toMatch(/<script>|<script [^>]*>[^<]/);
    },
  );

  it('serves the viewer, compressed for those who can, and once for each browser', async () => {
    const plain = await test.app.inject('/docs/viewer.js');
    expect(plain.statusCode).toBe(200);
    expect(plain.headers['content-type']).toMatch(/^text\/javascript/);
    expect(plain.body).toContain('createApiReference');
    const packed = await test.app.inject({
      url: '/docs/viewer.js',
      headers: { 'accept-encoding': 'gzip, br' },
    });
    expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'Accept-Encoding' });
    expect(gunzipSync(packed.rawPayload).toString('utf8') === plain.body).toBe(true);
    const kept = await test.app.inject({
      url: '/docs/viewer.js',
      headers: { 'if-none-match': String(plain.headers.etag) },
    });
    expect([kept.statusCode, kept.body]).toEqual([304, '']);
  }, 30_000);

  it('starts the viewer without fonts, telemetry, proxy or assistants of its maker', async () => {
    const { body } = await test.app.inject('/docs/start.js');
    for (const setting of [
      '"withDefaultFonts":false',
      '"telemetry":false',
      '"proxyUrl":""',
      '"agent":{"disabled":true}',
    ]) {
      expect(body).toContain(setting);
    }
  });
});
