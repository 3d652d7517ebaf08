import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadConfig } from '#config';
import { buildServices } from '../../app/build-services.ts';
import {
  Captured,
  freePort,
  testInstallation,
  type Run,
  type TestInstallation,
} from '../command-line.fixture.ts';
import { checkClock } from '../doctor.database.ts';

let installation: TestInstallation;
let port: number;
beforeEach(async () => {
  installation = await testInstallation();
  port = await freePort();
});
afterEach(() => installation.remove());

interface Serving {
  stdout: Captured;
  stop(): Promise<Run>;
}

/** Resolves when the server has said that it is ready, or has ended. */
async function serve(argv: string[], env: Record<string, string> = {}): Promise<Serving> {
  let stop: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => (stop = resolve));
  const stdout = new Captured();
  const io = { stdout, untilStopped: () => stopped };
  const running = installation.run(argv, { env: { OSTIARY_PORT: String(port), ...env }, io });
  await Promise.race([stdout.until(/API reference: .*\n/), running]);
  return {
    stdout,
    async stop() {
      stop();
      return { ...(await running), out: stdout.text };
    },
  };
}

async function isSetUpTokenValid(token: string): Promise<boolean> {
  const { config } = loadConfig({ env: {}, cwd: installation.cwd });
  const services = await buildServices({ config: config! });
  try {
    return await services.account.isSetUpTokenValid(token);
  } finally {
    await services.close();
  }
}

async function refusesConnections(at: number): Promise<void> {
  for (;;) {
    const probe = connect(at, '127.0.0.1');
    const isOpen = await once(probe, 'connect').then(
      () => true,
      () => false,
    );
    probe.destroy();
    if (!isOpen) return;
  }
}

describe('serve', () => {
  it('needs no words, says where everything is, answers, and stops when asked to', async () => {
    const server = await serve([]);
    const jwks = await fetch(`http://127.0.0.1:${String(port)}/.well-known/jwks.json`);
    expect(jwks.status).toBe(200);
    const { code, out, err } = await server.stop();
    expect(code).toBe(0);
    expect(out).toContain(`Ostiary is ready at http://localhost:${String(port)}\n`);
    expect(out).toContain(join(installation.cwd, 'data', 'ostiary.sqlite'));
    expect(out).toContain(`http://localhost:${String(port)}/docs`);
    expect(out).toMatch(/\/setup\?token=[\w-]{43}\n/);
    expect(err).toContain('Made a master key for development');
    await expect(fetch(`http://127.0.0.1:${String(port)}/healthz`)).rejects.toThrow();
  });

  it('makes the administrator of the settings once, and then offers no set-up link', async () => {
    const env = { OSTIARY_ADMIN_EMAIL: 'a@test.com', OSTIARY_ADMIN_PASSWORD: 'quite-a-long-phrase-7' };
    const first = await serve(['serve'], env);
    const firstRun = await first.stop();
    expect(firstRun.out).toContain('Created the first administrator: a@test.com');
    const second = await serve(['serve'], env);
    const secondRun = await second.stop();
    expect(secondRun.out).not.toContain('Created');
    expect(firstRun.out + secondRun.out).not.toContain('/setup?token=');
  });

  it('starts although the administrator of the settings is refused, and says why', async () => {
    const server = await serve(['serve'], {
      OSTIARY_ADMIN_EMAIL: 'a@test.com',
      OSTIARY_ADMIN_PASSWORD: 'weak',
    });
    const { code, out, err } = await server.stop();
    expect(code).toBe(0);
    expect(err).toContain('The first administrator of OSTIARY_ADMIN_* was not created');
    expect(out).toContain('/setup?token=');
  });

  it('names the port and the setting when the port is taken, and leaves the other server’s link valid', async () => {
    const first = await serve([]);
    await first.stdout.until(/\/setup\?token=[\w-]+\n/);
    const link = /\/setup\?token=([\w-]+)/.exec(first.stdout.text)?.[1] ?? '';
    const second = await serve(['serve']);
    const { code, err } = await second.stop();
    expect(code).toBe(1);
    expect(err).toContain(`Port ${String(port)} on 127.0.0.1 is in use already.`);
    expect(err).toContain(`OSTIARY_PORT=${String(port + 1)}`);
    expect(await isSetUpTokenValid(link)).toBe(true);
    await first.stop();
  });

  it('finishes a request that was begun before it was asked to stop', async () => {
    const server = await serve([]);
    const body = JSON.stringify({ token: 'not-a-token' });
    const head = ['POST /auth/token/verify/ HTTP/1.1', 'Host: localhost', 'Content-Type: application/json'];
    const client = connect(port, '127.0.0.1');
    client.setEncoding('utf8');
    const received = text(client);
    client.write(`${[...head, `Content-Length: ${body.length}`].join('\r\n')}\r\n\r\n${body.slice(0, 5)}`);
    // A round trip: by then the beginning has been read, too.
    await fetch(`http://127.0.0.1:${port}/.well-known/jwks.json`);
    const stopping = server.stop();
    await refusesConnections(port);
    client.write(body.slice(5));
    expect(await received).toMatch(/^HTTP\/1\.1 401 /);
    expect((await stopping).code).toBe(0);
  });

  it('takes the port from a flag before the setting', async () => {
    const other = await freePort();
    const server = await serve(['serve', '--port', String(other)]);
    expect((await server.stop()).out).toContain(`http://localhost:${String(other)}`);
  });

  it('says clearly that the data directory cannot be used', async () => {
    await writeFile(join(installation.cwd, 'data'), 'a file in the way');
    const { code, err } = await installation.run([]);
    expect(code).toBe(1);
    expect(err).toContain(`The data directory ${join(installation.cwd, 'data')} cannot be used`);
    expect(err).toContain('OSTIARY_DATA_DIR');
  });
});

describe('doctor', () => {
  const findings = (run: Run): { check: string; status: string; message: string }[] =>
    (JSON.parse(run.out) as { findings: { check: string; status: string; message: string }[] }).findings;

  it('finds nothing wrong before the first start, beside a running server, and after it', async () => {
    const env = { OSTIARY_PORT: String(port) };
    expect(await installation.run(['doctor'], { env })).toMatchObject({ code: 0 });
    const server = await serve([]);
    const beside = await installation.run(['doctor', '--json'], { env });
    expect(beside.code).toBe(0);
    expect(findings(beside).map(({ check, status }) => [check, status])).toEqual([
      ['configuration', 'ok'],
      ['data directory', 'ok'],
      ['database', 'ok'],
      ['migrations', 'ok'],
      ['backfills', 'ok'],
      ['clock', 'ok'],
      ['master key', 'ok'],
      ['audit log', 'ok'],
      ['port', 'ok'],
    ]);
    expect(findings(beside).at(-1)?.message).toContain('Ostiary is running');
    await server.stop();
  });

  it('fails on a port that something else uses', async () => {
    const other = createServer((_request, response) => response.writeHead(404).end()).listen(
      port,
      '127.0.0.1',
    );
    await once(other, 'listening');
    const run = await installation.run(['doctor', '--json'], { env: { OSTIARY_PORT: String(port) } });
    other.close();
    expect(run.code).toBe(1);
    expect(findings(run).find(({ check }) => check === 'port')).toMatchObject({ status: 'error' });
  });

  it('fails on a database that cannot be reached, and shows no password', async () => {
    const env = { DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/x', OSTIARY_PORT: String(port) };
    const run = await installation.run(['doctor'], { env });
    expect(run.code).toBe(1);
    expect(run.out).toMatch(/ERROR +database +The database cannot be used: connect ECONNREFUSED/);
    expect(run.out).not.toContain('hunter2');
  });

  it('fails with every problem of the configuration', async () => {
    const env = { OSTIARY_PORT: 'x', OSTIARY_ALGORITHM: 'HS256' };
    const run = await installation.run(['doctor', '--json'], { env });
    expect(run.code).toBe(1);
    expect(findings(run).map(({ message }) => message.slice(0, 8))).toEqual([
      'CFG-E002',
      'CFG-E008',
      'CFG-W001',
    ]);
  });

  const now = Date.UTC(2026, 5, 1);
  const later = now + 60_000;
  it.each([
    { name: 'right', clock: [now, now, now - 1], status: 'ok' },
    { name: 'before this program was written', clock: [0, null, null], status: 'error' },
    { name: 'behind the audit log', clock: [now, null, later], status: 'error' },
    { name: 'unlike that of the database', clock: [now, later, null], status: 'warning' },
  ] as const)('a clock that is $name', ({ clock, status }) => {
    const [nowMs, databaseMs, newestAt] = clock;
    expect(checkClock(nowMs, databaseMs, newestAt).status).toBe(status);
  });
});
