import { expect, test } from 'vitest';
import { testApp } from '../../support/test-app.ts';
import { operator } from '../../support/api-client.ts';

test('probe', async () => {
  for (const k of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    const o = console[k];
    void o;
  }
  const t = await testApp({ OSTIARY_DYNAMIC_REGISTRATION: 'open' });
  t.clock.set?.(Date.now());
  const { applications, account } = t.services;
  await account.createUser(operator, {
    username: 'ada',
    email: 'ada@example.com',
    password: 'engine-no-1-difference',
  });
  const { application, secret } = await applications.create(operator, {
    name: 'Web',
    redirectUris: ['https://app.example/cb'],
    grants: ['authorization_code', 'refresh_token', 'client_credentials'],
  });
  const basic = 'Basic ' + Buffer.from(`${application.clientId}:${secret}`).toString('base64');
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const show = (name: string, r: { statusCode: number; headers: object; body: string }) =>
    console.log(`### ${name} ${r.statusCode}\n${JSON.stringify(r.headers)}\n${r.body.slice(0, 400)}`);
  const q = new URLSearchParams({
    response_type: 'code',
    client_id: application.clientId,
    redirect_uri: 'https://app.example/cb',
    scope: 'openid',
    state: 's',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  }).toString();
  for (const m of ['GET', 'HEAD', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const)
    for (const p of ['/o/token', '/o/introspect'])
      show(`${m} ${p}`, await t.app.inject({ method: m, url: p }));
  show(
    'get token html',
    await t.app.inject({ method: 'GET', url: '/o/token', headers: { accept: 'text/html' } }),
  );
  show(
    'token html accept',
    await t.app.inject({
      method: 'POST',
      url: '/o/token',
      headers: { ...form, accept: 'text/html' },
      payload: 'grant_type=x',
    }),
  );
  show(
    'token json',
    await t.app.inject({
      method: 'POST',
      url: '/o/token',
      headers: { 'content-type': 'application/json' },
      payload: '{}',
    }),
  );
  show(
    'token big',
    await t.app.inject({ method: 'POST', url: '/o/token', headers: form, payload: 'a='.padEnd(70000, 'x') }),
  );
  show(
    'introspect big',
    await t.app.inject({
      method: 'POST',
      url: '/o/introspect',
      headers: form,
      payload: 'a='.padEnd(70000, 'x'),
    }),
  );
  show('authorize HEAD', await t.app.inject({ method: 'HEAD', url: '/o/authorize?' + q }));
  show('authorize', await t.app.inject({ method: 'GET', url: '/o/authorize?' + q }));
  show('authorize PUT', await t.app.inject({ method: 'PUT', url: '/o/authorize?' + q }));
  show('authorize pct', await t.app.inject({ method: 'GET', url: '/o/%61uthorize?' + q }));
  show(
    'authorize two ?',
    await t.app.inject({
      method: 'GET',
      url: '/o/authorize?' + q.replace('https%3A%2F%2Fapp.example%2Fcb', 'https://app.example/cb?x=1'),
    }),
  );
  show(
    'authorize bad uri',
    await t.app.inject({ method: 'GET', url: '/o/authorize?' + q.replace('app.example', 'evil.example') }),
  );
  show(
    'authorize bad scope',
    await t.app.inject({ method: 'GET', url: '/o/authorize?' + q.replace('openid', 'nonsense') }),
  );
  show('authorize none', await t.app.inject({ method: 'GET', url: '/o/authorize?prompt=none&' + q }));
  show(
    'authorize formpost err',
    await t.app.inject({ method: 'GET', url: '/o/authorize?prompt=none&response_mode=form_post&' + q }),
  );
  show(
    'authorize plain',
    await t.app.inject({ method: 'GET', url: '/o/authorize?' + q.replace('S256', 'plain') }),
  );
  show(
    'authorize POST',
    await t.app.inject({ method: 'POST', url: '/o/authorize', headers: form, payload: q }),
  );
  show('logout anon', await t.app.inject({ method: 'GET', url: '/o/logout' }));
  show(
    'logout anon evil',
    await t.app.inject({ method: 'GET', url: '/o/logout?post_logout_redirect_uri=https://evil.example' }),
  );
  show('device', await t.app.inject({ method: 'GET', url: '/o/device' }));
  show(
    'reg',
    await t.app.inject({
      method: 'POST',
      url: '/o/register',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ redirect_uris: ['https://x.example/cb', 'https://*.x.example/y'] }),
    }),
  );
  show(
    'reg2',
    await t.app.inject({
      method: 'POST',
      url: '/o/register',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ redirect_uris: ['https://x.example/cb'] }),
    }),
  );
  show('reg uid', await t.app.inject({ method: 'GET', url: '/o/register/abc' }));
  show(
    'revoke',
    await t.app.inject({
      method: 'POST',
      url: '/o/revoke_token',
      headers: { ...form, authorization: basic },
      payload: 'token=abc',
    }),
  );
  show('userinfo', await t.app.inject({ method: 'GET', url: '/o/userinfo?access_token=abc' }));
  show(
    'userinfo html',
    await t.app.inject({
      method: 'GET',
      url: '/o/userinfo',
      headers: { accept: 'text/html', authorization: 'Bearer abc' },
    }),
  );
  show('interaction none', await t.app.inject({ method: 'GET', url: '/o/interaction/abc' }));
  show('resume none', await t.app.inject({ method: 'GET', url: '/o/authorize/abc' }));
  show(
    'evil host disc',
    await t.app.inject({
      method: 'GET',
      url: '/.well-known/openid-configuration',
      headers: {
        host: 'evil.example',
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'https',
        forwarded: 'host=evil.example',
      },
    }),
  );
  await t.close();
  expect(1).toBe(1);
});
