import { spawn } from 'node:child_process';
import { access, readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { personWith } from '../../../tools/guides/support/person.ts';
import { watchProgram, type RunningProgram } from '../../../tools/guides/support/running-program.ts';
import { followDocument } from '../../../tools/guides/support/story.ts';
import { freePort } from '../support/free-port.ts';
import { cloneRepository, environmentOfTheMachine } from './clone.ts';

/** An installation downloads a few hundred packages. */
const installMs = 420_000;

let clone: Awaited<ReturnType<typeof cloneRepository>>;
let port = 8000;
let env: Record<string, string>;

const isFree = (wanted: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer()
      .once('error', () => resolve(false))
      .listen(wanted, '127.0.0.1', () => server.close(() => resolve(true)));
  });

beforeAll(async () => {
  clone = await cloneRepository();
  if (!(await isFree(port))) port = await freePort();
  env = { ...environmentOfTheMachine(), ...(port !== 8000 && { OSTIARY_PORT: String(port) }) };
});

const story = followDocument({
  document: 'README.md',
  place: () => ({ directory: clone.directory, path: env['PATH'] ?? '', env, port }),
});

let server: RunningProgram | undefined;
afterAll(async () => {
  await server?.stop();
  await clone.remove();
}, 60_000);

/** Types a line at a terminal of its own. */
function type(line: string): RunningProgram {
  const child = spawn('bash', ['-c', line], {
    ...{ cwd: clone.directory, env, detached: true },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return watchProgram(child, { name: line, isGroup: true });
}

const isThere = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

const json = (printed: string): unknown => JSON.parse(printed) as unknown;
/** The answers of several calls, which end without a new line. */
const answers = (printed: string): unknown => json(`[${printed.trim().replaceAll('}{', '},{')}]`);
const accessToken = expect.stringMatching(/^eyJ[\w-]+\.[\w-]+\.[\w-]+$/) as string;

let commands: string[];
let firstLink: string | undefined;

test(
  'npm start makes a clean clone into a server, with the Node of the machine',
  async () => {
    expect(await isThere(join(clone.directory, 'node_modules'))).toBe(false);
    commands = story.take('npm start').split('\n').filter(Boolean);
    expect(commands.map((line) => line.replace(/ +#.*/, ''))).toEqual(['npm start', 'npm test']);
    server = type(commands[0] ?? '');
    await server.prints(/\/setup\?token=\S+/);
    expect(server.output()).toContain(`http://localhost:${port}`);
    firstLink = /http:\S+\/setup\?token=\S+/.exec(server.output())?.[0];
    const page = await fetch(firstLink ?? '');
    expect([page.status, await page.text()]).toEqual([200, expect.stringMatching(/administrator/i)]);
  },
  installMs,
);

test('people sign up, and nobody makes themselves an owner', async () => {
  expect(json(await story.run('"username": "ada", "email"'))).toMatchObject({
    success: true,
    user: { username: 'ada', email: 'ada@example.com' },
  });
  const roles = JSON.stringify(
    (json(await story.say('npx ostiary users show ada --json')) as { roles: unknown }).roles,
  );
  expect([roles.includes('"read-only"'), roles.includes('"owner"')]).toEqual([true, false]);
  const eve = story.take('"username": "eve"');
  expect(json(await story.say(eve))).toMatchObject({
    success: false,
    error: { level: [expect.any(String)] },
  });
  expect(await story.say(eve.replace('curl -s', 'curl -s -o /dev/null -w "%{http_code}"'))).toBe('403');
});

test('tokens are given, verified and refreshed', async () => {
  const pair = json(await story.run('/auth/token/ -H'));
  expect(pair).toEqual({ access: accessToken, refresh: expect.stringMatching(/^ort_/) as string });
  expect(answers(await story.run('/auth/user/'))).toEqual([
    expect.objectContaining({ email: 'ada@example.com', first_name: 'Ada' }),
    {},
    { access: accessToken },
  ]);
});

test('a role is asked for at each call, and signing out ends it all', async () => {
  const refused = story.take('/only-owner/');
  const [, said = ''] = /^# (\{.*\})$/m.exec(refused) ?? [];
  expect(json(await story.say(refused))).toEqual(json(said));
  expect(await story.run('roles grant')).toMatch(
    /ada@example\.com has the role owner now\.\n\{.*"message":"You can only see this if you're an owner".*\}/,
  );
  const [signedIn, asked] = answers(await story.run('/user-auth/')) as [unknown, unknown];
  expect(signedIn).toMatchObject({ success: true, email: 'ada@example.com', user_level: 0 });
  expect(asked).toMatchObject({ success: true });
  expect(await story.say(`cat '${story.workplace().temporary}/jar'`)).toMatch(/^#HttpOnly_localhost/m);
  expect(answers(await story.run('/auth/token/blacklist/'))).toEqual([
    {},
    expect.objectContaining({ code: 'token_not_valid' }),
  ]);
});

test('a program gets a token, and so does an application that a person lets in', async () => {
  expect(json(await story.run('create worker'))).toMatchObject({ active: true, scope: 'read' });
  const printed = await story.run('create web-app');
  const back = await personWith('ada@example.com', 'engine-no-1-difference').allow(printed.trim());
  expect(back.pathname).toBe('/noexist/callback');
  expect(await (await fetch(back, { headers: { accept: 'text/html' } })).text()).toContain(
    'There is nothing here',
  );
  const code = back.searchParams.get('code') ?? '';
  expect(json(await story.run('code=CODE', { replace: { 'code=CODE': `code=${code}` } }))).toMatchObject({
    access_token: accessToken,
    token_type: 'Bearer',
  });
});

test('a service lets people in, and a person gets a new password', async () => {
  const printed = await story.run('services create');
  expect(printed).toContain('"email":"ada@example.com"');
  expect(printed).toContain('"access_level":"editor"');
  expect(printed).toMatch(/\{"items":\[.*"position":/);
  expect(json(await story.run('account/recovery'))).toEqual({ detail: expect.any(String) as string });
  await server?.prints(/Mail to ada@example\.com: .*\/reset-password\?token=/);
  expect(await (await fetch(`${story.url()}/dev/mail/`)).text()).toContain('ada@example.com');
});

test('the pages that are named are there', async () => {
  const readme = await readFile(join(clone.directory, 'README.md'), 'utf8');
  const named = new Set(
    [...readme.matchAll(/<http:\/\/localhost:8000([^>]*)>/g)].map(([, path = '']) => path),
  );
  expect(named).toContain('/docs');
  for (const path of named) expect([path, (await fetch(story.url() + path)).status]).toEqual([path, 200]);
});

test('what was made is there after a stop and another start, which needs no network', async () => {
  expect(await server?.stop()).toBe(0);
  expect(await isFree(port)).toBe(true);
  server = type(`npm_config_offline=true ${commands[0]}`);
  await server.prints(/http:\/\/localhost/);
  for (let tries = 0; tries < 50 && (await isFree(port)); tries++) await sleep(100);
  expect((await fetch(firstLink ?? '')).status).not.toBe(200);
  const body = JSON.stringify({ email: 'ada@example.com', password: 'engine-no-1-difference' });
  const headers = { 'content-type': 'application/json' };
  const signedIn = await fetch(`${story.url()}/auth/token/`, { method: 'POST', body, headers });
  expect([signedIn.status, await signedIn.json()]).toEqual([
    200,
    expect.objectContaining({ access: accessToken }),
  ]);
  expect(
    json(
      await story.say(
        'curl -s http://localhost:8000/.well-known/openid-configuration'.replace('8000', String(port)),
      ),
    ),
  ).toMatchObject({
    issuer: `http://localhost:${port}`,
  });
});

test(
  'npm test runs in the clone; here one file of it, since the whole is what runs this',
  async () => {
    const run = type(`${(commands[1] ?? '').replace(/ +#.*/, '')} -- tools/report/counts.test.ts`);
    expect([await run.ended(), run.output()]).toEqual([0, expect.stringMatching(/\bpassed\b/)]);
  },
  installMs,
);

test('the files of the deployment are where the README says (Docker: a program in its place)', async () => {
  await story.workplace().standIn('docker');
  await story.run('docker compose');
  const [{ args } = { args: [] }] = await story.workplace().calls();
  expect(args).toEqual(['compose', '-f', 'deploy/docker-compose.yml', 'up', '--build', '--detach']);
  const compose = await readFile(join(clone.directory, args[2] ?? ''), 'utf8');
  expect(Object.keys((parse(compose) as { services: object }).services)).toContain('ostiary');
  expect(await isThere(join(clone.directory, 'deploy/.env'))).toBe(true);
});

test('the code is laid out as it says', async () => {
  const lines = story.take('packages/contract').split('\n');
  let parent = '';
  for (const line of lines) {
    const [, indent = '', path = ''] = /^( {0,2})(\S+\/\S*)\s/.exec(line) ?? [];
    if (path === '') continue;
    if (indent === '') parent = path;
    const whole = indent === '' ? path : join(parent, path);
    expect([whole, await isThere(join(clone.directory, whole))]).toEqual([whole, true]);
  }
});
