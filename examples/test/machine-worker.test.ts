import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { decodeJwt } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTokenSource, type IssuedToken } from '../machine-worker/src/token-source.ts';
import { startIssuer, type TestIssuer } from './issuer.ts';
import { runExample, type RunningExample } from './run-example.ts';

describe('the token of the worker', () => {
  let time = 0;
  let issued = 0;
  const issue = async (): Promise<IssuedToken> => ({
    accessToken: `token ${++issued}`,
    expiresInSeconds: 300,
  });
  const source = () => createTokenSource(issue, () => time);
  beforeEach(() => {
    time = 1_000_000;
    issued = 0;
  });

  it('is kept, and renewed half a minute before it ends', async () => {
    const tokens = source();
    expect(await tokens.get()).toBe('token 1');
    time += 269_999;
    expect(await tokens.get()).toBe('token 1');
    time += 1;
    expect(await tokens.get()).toBe('token 2');
  });

  it('is asked for once, however many need it at the same moment', async () => {
    const tokens = source();
    expect(await Promise.all([tokens.get(), tokens.get(), tokens.get()])).toEqual(Array(3).fill('token 1'));
    tokens.forget();
    expect(await tokens.get()).toBe('token 2');
  });

  it('is asked for again after a failure', async () => {
    let isDown = true;
    const tokens = createTokenSource(
      async () => {
        if (isDown) throw new Error('down');
        return issue();
      },
      () => time,
    );
    await expect(tokens.get()).rejects.toThrow('down');
    isDown = false;
    expect(await tokens.get()).toBe('token 1');
  });
});

describe('the worker', () => {
  let issuer: TestIssuer;
  let api: Server;
  let worker: RunningExample;
  /** The tokens that came, each with the moment it came. */
  let calls: { token: string; at: number }[];
  let answer: (response: ServerResponse) => void;

  beforeEach(async () => {
    issuer = await startIssuer();
    calls = [];
    answer = (response) => response.end('{"notes":[]}');
    api = createServer((request, response) => {
      calls.push({ token: String(request.headers.authorization).replace('Bearer ', ''), at: Date.now() });
      answer(response);
    }).listen(0, 'localhost');
    await once(api, 'listening');
  });
  afterEach(async () => {
    expect(await worker.stop()).toBe(0);
    api.close();
    api.closeAllConnections();
    await issuer.stop();
  });

  function start(): void {
    const address = api.address();
    if (address === null || typeof address === 'string') throw new Error('No port');
    worker = runExample('machine-worker', {
      ISSUER: issuer.url,
      CLIENT_ID: 'worker',
      CLIENT_SECRET: 'a secret with: signs & spaces',
      API_URL: `http://localhost:${address.port}/notes`,
      INTERVAL_SECONDS: '0.05',
    });
  }

  const tokensUsed = (): number => new Set(calls.map(({ token }) => token)).size;

  it('asks for a token for its API alone, and never calls with one that is over', async () => {
    issuer.lifeSeconds = 1;
    start();
    await expect.poll(tokensUsed, { timeout: 15_000 }).toBeGreaterThanOrEqual(3);
    for (const { token, at } of calls) expect(at).toBeLessThan((decodeJwt(token).exp ?? 0) * 1000 + 1000);
    const [form] = issuer.grants;
    expect(form?.get('grant_type')).toBe('client_credentials');
    expect(form?.get('scope')).toBe('notes.read');
    expect(decodeJwt(calls[0]?.token ?? '').aud).toBe(form?.get('resource'));
  });

  it('waits when either side is overloaded, and goes on', async () => {
    issuer.refusals.push({ status: 503, headers: { 'retry-after': '1' } });
    answer = (response) => {
      if (calls.length > 1) response.end('{"notes":["done"]}');
      else response.writeHead(503, { 'retry-after': '0' }).end();
    };
    start();
    await worker.prints(/the API says .*done/);
    expect(worker.output()).toMatch(/token answers 503\n.*trying again in 1\.0 s/);
    expect(worker.output()).toMatch(/notes answers 503\n.*trying again in 0\.0 s/);
    expect(issuer.grants).toHaveLength(2);
    expect(worker.output()).not.toContain('failed');
  });

  it('gets a new token when the one it has was revoked', async () => {
    answer = (response) => {
      if (tokensUsed() > 1) response.end('{"notes":["new token"]}');
      else response.writeHead(401).end();
    };
    start();
    await worker.prints(/the API says .*new token/);
    expect(issuer.grants).toHaveLength(2);
  });

  it('says why it gets no token, goes on, and writes down neither secret nor token', async () => {
    issuer.refusals.push({ status: 401, body: { error: 'invalid_client', error_description: 'who?' } });
    start();
    await worker.prints(/failed: No token: invalid_client \(who\?\)[^]*the API says/);
    expect(worker.output()).not.toContain('secret');
    for (const { token } of calls) expect(worker.output()).not.toContain(token);
  });
});
