import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { deviceGrant, type Application } from '#modules/applications';
import { firstSteps, shellQuoted } from './first-steps.rules.ts';

const publicUrl = 'https://id.example.com';
const application: Application = {
  id: '019b2f3e-6a50-7c3a-8f4d-2b1f0c9e8d7a',
  clientId: 'client-1',
  name: 'Notebook',
  clientType: 'confidential',
  authentication: 'client_secret',
  kind: 'web',
  grants: ['authorization_code', 'refresh_token'],
  redirectUris: ["https://a.example/it's?x=$(touch x)&y=`id`"],
  postLogoutRedirectUris: [],
  allowedOrigins: [],
  scopes: ['openid', 'read', "we'ird!"],
  jwks: null,
  jwksUri: null,
  accessTokenSeconds: null,
  refreshTokenSeconds: null,
  backchannelLogoutUri: null,
  logoUri: null,
  homepageUri: null,
  policyUri: null,
  termsUri: null,
  isFirstParty: false,
  mayImpersonate: false,
  isActive: true,
  ownerId: null,
  origin: 'managed',
  metadata: {},
  createdAt: 0,
  updatedAt: 0,
  version: 1,
};

/** `curl` only says what it was given, one argument a line, and `openssl` what there is to translate. */
const standIns = `
curl() { printf '%s\\n' "$@"; }
openssl() { case "$1" in rand) printf v;; dgst) cat;; base64) cat >/dev/null; printf 'a+b/c==';; esac; }
`;

/** What a shell makes of a command. */
function run(command: string): string[] {
  const script = standIns + command;
  return execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).trimEnd().split('\n');
}

describe('shellQuoted', () => {
  it.each(['', "it's", "''", '$(id) `id` $HOME !! \\', 'a\nb', '"'])('gives %j back', (text) => {
    expect(execFileSync('/bin/sh', ['-c', `printf %s ${shellQuoted(text)}`], { encoding: 'utf8' })).toBe(
      text,
    );
  });
});

describe('the first steps', () => {
  it('of the authorization code open a browser with a challenge, then exchange the code', () => {
    const [browser, exchange] = firstSteps(application, { publicUrl, secret: 's3cret' });
    const printed = new URL(run(browser?.command ?? '').at(-1) ?? '');
    expect(printed.origin + printed.pathname).toBe('https://id.example.com/o/authorize/');
    expect(Object.fromEntries(printed.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'client-1',
      redirect_uri: application.redirectUris[0],
      scope: "openid read we'ird!",
      code_challenge: 'a-b_c',
      code_challenge_method: 'S256',
    });
    const begin = 'export ID=client-1 SECRET=s3cret VERIFIER=v\n';
    const given = run(begin + (exchange?.command ?? '').replace("CODE='…'", 'CODE=c0de'));
    expect(given).toEqual([
      ...['-X', 'POST', 'https://id.example.com/o/token/', '-u', 'client-1:s3cret'],
      ...['-d', 'grant_type=authorization_code', '-d', 'code=c0de', '-d', 'code_verifier=v'],
      ...['--data-urlencode', `redirect_uri=${application.redirectUris[0] ?? ''}`],
    ]);
  });

  it('of a public client name it instead of proving it', () => {
    const known = { ...application, clientType: 'public', authentication: 'none' } as const;
    const [browser, exchange] = firstSteps(known, { publicUrl, secret: null });
    expect(browser?.command).not.toContain('SECRET');
    expect(exchange?.command).toContain('-d "client_id=$ID"');
    expect(exchange?.command).not.toContain('-u ');
  });

  it('of client credentials ask for no scope about a person', () => {
    const own = {
      ...application,
      grants: ['client_credentials' as const],
      scopes: ['openid', 'read', 'write'],
    };
    const [token] = firstSteps(own, { publicUrl, secret: 's' });
    expect(run(token?.command ?? '')).toEqual([
      ...['-X', 'POST', 'https://id.example.com/o/token/', '-u', 'client-1:s'],
      ...['-d', 'grant_type=client_credentials', '--data-urlencode', 'scope=read write'],
    ]);
  });

  it('of a device ask for a code, then for tokens', () => {
    const device = { ...application, grants: [deviceGrant as typeof deviceGrant, 'refresh_token' as const] };
    const [ask, poll] = firstSteps(device, { publicUrl, secret: null });
    expect(ask?.command).toContain('/o/device-authorization/');
    expect(poll?.command).toContain(`-d grant_type=${deviceGrant}`);
    expect(ask?.command).toContain("export SECRET='…'");
  });

  it('are none for who proves itself by keys, or has no grant of these', () => {
    const options = { publicUrl, secret: null };
    expect(firstSteps({ ...application, authentication: 'private_key_jwt' }, options)).toEqual([]);
    expect(firstSteps({ ...application, grants: [] }, options)).toEqual([]);
  });
});
