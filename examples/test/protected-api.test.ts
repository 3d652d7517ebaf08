import { generateKeyPair, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { now, startIssuer, type Claims, type Signing, type TestIssuer } from './issuer.ts';
import { freePort, runExample, type RunningExample } from './run-example.ts';

let issuer: TestIssuer;
let api: RunningExample;
let url: string;
const audience = 'https://notes.example';

beforeAll(async () => {
  issuer = await startIssuer();
  const port = await freePort();
  url = `http://localhost:${port}/notes`;
  api = runExample('protected-api', { ISSUER: issuer.url, AUDIENCE: audience, PORT: String(port) });
  await api.prints(/Notes at/);
});
afterAll(async () => {
  expect(await api.stop()).toBe(0);
  await issuer.stop();
});

const good: Claims = { sub: 'ada', client_id: 'web', aud: audience, scope: 'openid notes.read' };

interface Answer {
  status: number;
  challenge: string | null;
  body: unknown;
}

async function call(token?: string, init: RequestInit = {}): Promise<Answer> {
  const headers = { ...(token !== undefined && { authorization: `Bearer ${token}` }), ...init.headers };
  const response = await fetch(url, { ...init, headers });
  return {
    status: response.status,
    challenge: response.headers.get('www-authenticate'),
    body: await response.json(),
  };
}

const addNote = {
  method: 'POST',
  body: '{"text":"buy ink"}',
  headers: { 'content-type': 'application/json' },
};

describe('the protected API', () => {
  it('lets in a token that was made for it', async () => {
    expect(await call(await issuer.sign(good))).toMatchObject({ status: 200, body: { subject: 'ada' } });
  });

  it('keeps the notes of people apart', async () => {
    const writer = await issuer.sign({ ...good, sub: 'bob', scope: 'notes.read notes.write' });
    expect((await call(writer, addNote)).status).toBe(201);
    expect((await call(writer)).body).toEqual({ subject: 'bob', notes: ['buy ink'] });
    expect((await call(await issuer.sign(good))).body).toEqual({ subject: 'ada', notes: [] });
  });

  it('asks for a token, without a reproach, when there is none', async () => {
    expect(await call()).toMatchObject({ status: 401, challenge: 'Bearer' });
    const elsewhere = await fetch(`${url}?access_token=${await issuer.sign(good)}`);
    expect(elsewhere.status).toBe(401);
  });

  it('says what is missing when the token is good for something else', async () => {
    expect(await call(await issuer.sign(good), addNote)).toMatchObject({
      status: 403,
      challenge: 'Bearer error="insufficient_scope", scope="notes.write"',
    });
    expect((await call(await issuer.sign({ ...good, scope: 'notes.reader' }))).status).toBe(403);
  });

  const wrong: [string, Claims, Signing?][] = [
    ['for another API', { aud: 'https://other.example' }],
    ['of another issuer', { iss: 'https://evil.example' }],
    ['that is over', { exp: now() - 60 }],
    ['that is not good yet', { nbf: now() + 600 }],
    ['without a client', { client_id: undefined }],
    ['without a subject', { sub: undefined }],
    ['without an end', { exp: undefined }],
    ['that is an id token', {}, { typ: 'JWT' }],
    ['that is a logout token', {}, { typ: 'logout+jwt' }],
  ];
  it.each(wrong)('refuses a token %s', async (_what, claims, signing) => {
    expect(await call(await issuer.sign({ ...good, ...claims }, signing))).toMatchObject({
      status: 401,
      challenge: 'Bearer error="invalid_token"',
    });
  });

  it('refuses what the issuer did not sign', async () => {
    const { privateKey } = await generateKeyPair('ES256');
    const claims = { ...good, iss: issuer.url, iat: now(), exp: now() + 60, jti: '1' };
    const publicAsSecret = new TextEncoder().encode(JSON.stringify(issuer.publicJwk));
    const [header, , signature] = (await issuer.sign(good)).split('.');
    const changed = Buffer.from(JSON.stringify({ ...claims, sub: 'root' })).toString('base64url');
    for (const token of [
      await issuer.sign(good, { key: privateKey }),
      await issuer.sign(good, { key: publicAsSecret, alg: 'HS256' }),
      new UnsecuredJWT(claims).encode(),
      `${header}.${changed}.${signature}`,
      'nonsense',
      'a.b.c',
    ]) {
      expect(await call(token)).toMatchObject({ status: 401, challenge: 'Bearer error="invalid_token"' });
    }
  });
});

it('without its issuer the API says so, and lets people in as soon as it is there', async () => {
  const issuerPort = await freePort();
  const port = await freePort();
  const env = { ISSUER: `http://localhost:${issuerPort}`, AUDIENCE: audience, PORT: String(port) };
  const late = runExample('protected-api', env);
  const ask = async (token: string): Promise<Response> =>
    fetch(`http://localhost:${port}/notes`, { headers: { authorization: `Bearer ${token}` } });
  try {
    await late.prints(/Notes at/);
    const answer = await ask(await issuer.sign(good));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    const lateIssuer = await startIssuer(issuerPort);
    expect((await ask(await lateIssuer.sign(good))).status).toBe(200);
    await lateIssuer.stop();
  } finally {
    await late.stop();
  }
});
