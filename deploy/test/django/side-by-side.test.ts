import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { request } from 'node:https';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { certificate, certificateKey } from '../../../packages/server/test/support/loopback-certificate.ts';
import {
  postJson,
  startServerProcess,
  temporaryDirectory,
  type ServerProcess,
} from '../../../packages/server/test/support/server-process.ts';
import { provideDjango } from './django-packages.ts';

/** Ostiary beside a real Django with SimpleJWT, asked over TLS. */

const project = fileURLToPath(new URL('project/', import.meta.url));
/** Of settings.py. */
const oldKey = 'the-key-of-the-old-service-0123456789abcdef';

interface Sample {
  id: string;
  email: string;
  username: string | null;
  kind?: string;
  password?: string | null;
  is_active?: boolean;
}

describe.each([
  { users: 'auth', field: 'username' },
  { users: 'people', field: 'email' },
] as const)('people of a Django project with users of $users', ({ users, field }) => {
  let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
  let django: ChildProcess;
  let server: ServerProcess;
  let samples: Sample[];
  let djangoPort = 0;
  let printed = '';

  const asked = (): number => printed.split('"POST /auth/token/ HTTP').length - 1;
  const loginOf = (sample: Sample): string => (field === 'email' ? sample.email : (sample.username ?? ''));
  const signIn = (sample: Sample, password = sample.password ?? '') =>
    postJson(`${server.url}/auth/token/`, { [field]: loginOf(sample), password });
  const person = (name: string): Sample => {
    const found = samples.find((sample) => sample.email === `${name}@example.org`);
    if (!found) throw new Error(`Nobody is called ${name}`);
    return found;
  };

  /** What the old service itself says. */
  async function oldTokens(sample: Sample): Promise<{ access: string; refresh: string }> {
    const options = {
      host: '127.0.0.1',
      port: djangoPort,
      path: '/auth/token/',
      method: 'POST',
      ca: certificate,
    };
    const sent = request({ ...options, headers: { 'content-type': 'application/json' }, agent: false });
    sent.end(JSON.stringify({ [field]: loginOf(sample), password: sample.password }));
    const [response] = (await once(sent, 'response')) as [AsyncIterable<Buffer>];
    let body = '';
    for await (const chunk of response) body += chunk.toString();
    return JSON.parse(body) as { access: string; refresh: string };
  }

  beforeAll(async () => {
    directory = await temporaryDirectory();
    const { python, env } = await provideDjango();
    const [cert, key] = [join(directory.path, 'cert.pem'), join(directory.path, 'key.pem')];
    await writeFile(cert, certificate);
    await writeFile(key, certificateKey);
    const environment = {
      ...env,
      ...{ DJANGO_DATABASE: join(directory.path, 'django.sqlite'), DJANGO_USERS: users },
      ...{ FILL_NOW: String(Math.floor(Date.now() / 1000)), FILL_USERS: '0' },
      ...{ SERVE_CERTIFICATE: cert, SERVE_KEY: key },
    };
    const options = { env: environment, maxBuffer: 16 * 1024 * 1024 };
    const { stdout } = await promisify(execFile)(python, [join(project, 'fill.py')], options);
    samples = (JSON.parse(stdout) as { users: Sample[] }).users;
    django = spawn(python, [join(project, 'serve.py')], {
      env: environment,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    django.stdout?.setEncoding('utf8').on('data', (text: string) => (printed += text));
    while (!printed.includes('\n') && django.exitCode === null) await once(django.stdout!, 'data');
    djangoPort = Number.parseInt(printed, 10);
    server = await startServerProcess({
      env: {
        ...{ OSTIARY_DATA_DIR: join(directory.path, 'data'), NODE_EXTRA_CA_CERTS: cert },
        OSTIARY_PREDECESSOR_TOKEN_URL: `https://127.0.0.1:${djangoPort}/auth/token/`,
        ...{ OSTIARY_PREDECESSOR_LOGIN_FIELD: field, OSTIARY_PREDECESSOR_KEY: oldKey },
        ...{ OSTIARY_PREDECESSOR_UNTIL: '2099-01-01T00:00:00Z', OSTIARY_ROTATE_REFRESH_TOKENS: 'on' },
      },
    });
  }, 300_000);
  afterAll(async () => {
    await server.kill();
    django.kill('SIGKILL');
    await directory.remove();
  });

  test('sign in with the passwords they had, whatever they were hashed with, and the old one is asked once', async () => {
    // This Django cannot verify scrypt yet.
    const people = samples.filter(
      (sample) => sample.is_active === true && sample.password != null && sample.kind !== 'scrypt',
    );
    expect(new Set(people.map(({ kind }) => kind)).size).toBeGreaterThan(8);
    let times = asked();
    for (const sample of people) {
      expect([sample.email, (await signIn(sample, 'wrong')).status]).toEqual([sample.email, 401]);
      expect([sample.email, (await signIn(sample)).status]).toEqual([sample.email, 200]);
      times += 2;
      expect((await signIn(sample)).status).toBe(200);
      expect((await signIn(sample, 'wrong')).status).toBe(401);
      expect(asked()).toBe(times);
    }
  }, 300_000);

  test('stay out when they are not active, have no password, or are nobody', async () => {
    expect((await signIn(person('inactive'))).status).toBe(401);
    expect((await signIn(person('no-password'), '!')).status).toBe(401);
    expect((await signIn({ id: '', email: 'nobody@example.org', username: 'nobody' }, 'x')).status).toBe(401);
  });

  test('are who their old tokens say, and refresh them here once', async () => {
    const staff = person('staff');
    expect((await signIn(staff)).status).toBe(200);
    const { access, refresh } = await oldTokens(staff);
    const mine = await fetch(`${server.url}/auth/user/`, { headers: { authorization: `Bearer ${access}` } });
    const described = (await mine.json()) as Record<string, unknown>;
    expect([mine.status, described['is_staff']]).toEqual([200, false]);
    expect((await postJson(`${server.url}/auth/token/verify/`, { token: access })).status).toBe(200);
    const next = await postJson(`${server.url}/auth/token/refresh/`, { refresh });
    expect([next.status, String(next.body['refresh']).slice(0, 4)]).toEqual([200, 'ort_']);
    expect(
      (await postJson(`${server.url}/auth/token/blacklist/`, { refresh: next.body['refresh'] })).status,
    ).toBe(200);
    expect((await postJson(`${server.url}/auth/token/refresh/`, { refresh })).status).toBe(401);
  });
});
