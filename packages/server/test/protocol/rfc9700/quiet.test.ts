import { connect } from 'node:net';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { oauthWorld, type OauthWorld } from '../../support/oauth/index.ts';
import { everySecret, worldForSecrets, type Secrets } from './every-secret.ts';
import { wholeJourney } from './whole-journey.ts';

let lines = '';
let world: OauthWorld;
let secrets: Secrets;
const said: unknown[][] = [];
const noteWarning = (warning: Error): void => void said.push([warning]);

beforeAll(async () => {
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
    vi.spyOn(console, method).mockImplementation((...words: unknown[]) => void said.push(words));
  }
  process.on('warning', noteWarning);
  const log = pino({ level: 'trace' }, { write: (line: string) => void (lines += line) });
  world = await oauthWorld(worldForSecrets, log);
  secrets = await everySecret(world);
});
afterEach(() => void expect(said).toEqual([]));
afterAll(async () => {
  process.off('warning', noteWarning);
  vi.restoreAllMocks();
  await world.close();
});

/** Sends the beginning of a request over a real socket and hangs up when it was read. */
async function hangUp(port: number, path: string, type: string): Promise<void> {
  const head = [`POST ${path} HTTP/1.1`, 'host: localhost', `content-type: ${type}`, 'content-length: 500'];
  const socket = connect(port, '127.0.0.1');
  await new Promise<void>((resolve) =>
    socket.write(`${head.join('\r\n')}\r\n\r\ntoken=abc`, () => resolve()),
  );
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
    socket.resetAndDestroy();
  });
}

describe('the engine', () => {
  it('says nothing at start, nor at the first request of each kind', () => {
    expect(secrets.size).toBeGreaterThan(50);
    expect(said).toEqual([]);
  });

  it('says nothing of a second journey either, nor of what is wrong with it', async () => {
    await wholeJourney(world);
    for (const path of ['/o/token', '/o/par', '/o/introspect', '/o/register', '/o/userinfo']) {
      for (const type of ['application/x-www-form-urlencoded', 'application/json', 'text/plain', '']) {
        const headers = type === '' ? {} : { 'content-type': type };
        await world.app.inject({ method: 'POST', url: path, payload: '%', headers });
      }
    }
    expect(said).toEqual([]);
  });

  it('says nothing of clients that hang up in the middle of a request', async () => {
    const address = new URL(await world.app.listen({ port: 0, host: '127.0.0.1' }));
    const port = Number(address.port);
    for (const path of [
      '/o/token',
      '/o/par',
      '/o/introspect',
      '/o/revoke_token',
      '/o/device',
      '/o/register',
    ]) {
      await hangUp(port, path, 'application/x-www-form-urlencoded');
      await hangUp(port, path, 'application/json');
    }
    // Whoever comes after is answered.
    const answer = await fetch(new URL('/o/token', address), {
      method: 'POST',
      body: new URLSearchParams({ a: 'b' }),
    });
    expect(answer.status).toBe(400);
    expect(said).toEqual([]);
  });
});

describe('the log at its most talkative', () => {
  it('tells of every request', () => {
    for (const route of ['/o/token', '/o/authorize', '/o/device', '/o/interaction/:uid', '/o/register']) {
      expect(lines).toContain(`"route":"${route}"`);
    }
  });

  it('has no code, token, secret, password or cookie in it', () => {
    const told = [...secrets].filter(([, secret]) => lines.includes(secret));
    expect(told.map(([name]) => name)).toEqual([]);
    expect(lines).not.toMatch(/eyJ[\w-]{10,}\.|Basic [A-Za-z0-9+/=]{10,}|[?&](code|state|token)=/);
  });

  it('has no failure in it: nothing that a client did is one', () => {
    expect(lines.split('\n').filter((line) => /"level":(50|60)/.test(line))).toEqual([]);
  });
});
