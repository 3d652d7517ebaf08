import { execFileSync } from 'node:child_process';
import { transformSync, type Loader } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { kinds } from '../kinds.rules.ts';
import { redirectProblem } from '../uri.rules.ts';
import { frameworks, frameworksFor } from './frameworks.ts';
import type { Connection, Framework } from './snippet.types.ts';

const issuer = 'https://id.example.org';

function connection(framework: Framework | undefined, more: Partial<Connection> = {}): Connection {
  return {
    issuer,
    clientId: 'client-1',
    clientSecret: framework?.kinds.some((kind) => ['web', 'machine', 'existing'].includes(kind))
      ? 'ocs_secret'
      : null,
    redirectUri: framework?.redirectUri ?? 'https://app.example.org/callback',
    postLogoutUri: framework?.postLogoutUri ?? null,
    scopes: ['openid', 'email'],
    resource: null,
    algorithm: 'ES256',
    endpoints: {
      authorization: `${issuer}/o/authorize`,
      token: `${issuer}/o/token`,
      userinfo: `${issuer}/o/userinfo`,
      jwks: `${issuer}/.well-known/jwks.json`,
      endSession: `${issuer}/o/logout`,
      device: `${issuer}/o/device-authorization`,
    },
    ...more,
  };
}

function named(id: string): Framework {
  const framework = frameworks.find((known) => known.id === id);
  if (!framework) throw new Error(`There is no ${id}`);
  return framework;
}

function fileOf(id: string, name: string, more: Partial<Connection> = {}): string {
  const framework = named(id);
  return framework.files(connection(framework, more)).find((file) => file.name === name)?.text ?? '';
}

const loaders: Record<string, Loader> = { mjs: 'js', ts: 'ts', tsx: 'tsx' };

/** What would end the quotes of a language that did not mind them. */
const hostile: Partial<Connection> = {
  clientId: `a'b"c\`d\${e}$(f)\\`,
  clientSecret: `g'h"i\`j\${k}$(l)\\`,
  scopes: [`m'n"o`],
};

it('there is something for every kind, and no two have the same name', () => {
  for (const kind of kinds) expect(frameworksFor(kind).length, kind).toBeGreaterThan(0);
  expect(new Set(frameworks.map(({ id }) => id)).size).toBe(frameworks.length);
});

describe.each(frameworks)('$name', (framework) => {
  it('names the client, and proposes redirect URIs that the server takes', () => {
    const text = framework
      .files(connection(framework))
      .map((file) => file.text)
      .join('\n');
    expect(text).toContain('client-1');
    expect(text).not.toMatch(/=undefined|"undefined"|\[object/);
    for (const uri of [framework.redirectUri, framework.postLogoutUri]) {
      if (uri === undefined) continue;
      expect(redirectProblem(uri, framework.kinds.includes('native'))).toBeUndefined();
    }
  });

  it.each([{}, { resource: 'https://notes.example.org' }, hostile])('is written right, %#', (more) => {
    for (const { name, text } of framework.files(connection(framework, more))) {
      const loader = loaders[name.split('.').at(-1) ?? ''];
      if (loader) expect(() => transformSync(text, { loader, logLevel: 'silent' }), name).not.toThrow();
      if (name.endsWith('.json')) expect(() => JSON.parse(text) as unknown, name).not.toThrow();
      const isShell = name === 'Terminal' || name.endsWith('.sh') || name.startsWith('.env');
      if (isShell) execFileSync('bash', ['-n'], { input: text });
    }
  });

  it('asks for tokens for a service when it says so', () => {
    const resource = 'https://notes.example.org';
    const files = framework.files(connection(framework, { resource }));
    expect(files.some(({ text }) => text.includes(resource))).toBe(framework.asksForService === true);
  });
});

describe('the way back', () => {
  it('is at the path that was registered', () => {
    const redirectUri = 'https://app.example.org/back';
    expect(fileOf('express', 'server.mjs', { redirectUri })).toContain("app.get('/back'");
    expect(fileOf('fastify', 'server.mjs', { redirectUri })).toContain("app.get('/back'");
    expect(fileOf('react', 'src/auth.ts', { redirectUri })).toContain("pathname === '/back'");
    expect(fileOf('authlib', 'app.py', { redirectUri })).toContain('@app.get("/back")');
    expect(fileOf('go', 'main.go', { redirectUri })).toContain('http.HandleFunc("/back"');
    expect(fileOf('asp-net', 'Program.cs', { redirectUri })).toContain('CallbackPath = "/back"');
    expect(fileOf('spring-boot', 'application.yml', { redirectUri })).toContain(
      'redirect-uri: "https://app.example.org/back"',
    );
  });

  it('sets cookies for https only where it is https', () => {
    expect(fileOf('express', 'server.mjs')).toContain('secure: false');
    const redirectUri = 'https://app.example.org/back';
    expect(fileOf('express', 'server.mjs', { redirectUri })).toContain('secure: true');
  });
});

it('plain http is allowed only to an issuer that has nothing else', () => {
  const insecure = /allowInsecureRequests|RequireHttpsMetadata/;
  for (const [id, file] of [
    ['express', 'server.mjs'],
    ['asp-net', 'Program.cs'],
  ] as const) {
    expect(fileOf(id, file)).not.toMatch(insecure);
    expect(fileOf(id, file, { issuer: 'http://localhost:8000' })).toMatch(insecure);
  }
});

it('Spring, which expects RS256, is told of everything else', () => {
  expect(fileOf('spring-boot', 'IdTokens.java')).toContain('SignatureAlgorithm.ES256');
  expect(fileOf('spring-boot', 'IdTokens.java', { algorithm: 'RS256' })).toBe('');
});

it('the environment has what is there, quoted where it must be', () => {
  expect(fileOf('env', '.env', { resource: 'https://notes.example.org', clientSecret: null })).toBe(
    [
      'ISSUER=https://id.example.org',
      'CLIENT_ID=client-1',
      'REDIRECT_URI=https://app.example.org/callback',
      "SCOPE='openid email'",
      'RESOURCE=https://notes.example.org',
      '',
    ].join('\n'),
  );
});

it('a machine shows its secret to the token endpoint alone', () => {
  expect(fileOf('curl', 'Terminal', { resource: 'https://notes.example.org' })).toBe(
    [
      "curl -sS 'https://id.example.org/o/token' -u 'client-1:ocs_secret' \\",
      '  -d grant_type=client_credentials \\',
      "  --data-urlencode 'scope=openid email' \\",
      "  --data-urlencode 'resource=https://notes.example.org'",
      '',
    ].join('\n'),
  );
});
