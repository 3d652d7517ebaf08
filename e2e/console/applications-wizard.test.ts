import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { build } from 'esbuild';
import { decodeJwt } from 'jose';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { freePort, runExample, type RunningExample } from '../../examples/test/run-example.ts';
import { runCommand } from '../../tools/browser/run-command.ts';
import { browserTest } from '../support/browser-test.ts';
import { serveClientPages, type ClientPages } from '../support/client-pages.ts';
import { manage, subjectOf } from '../support/management.ts';
import { fillSignIn, heading, press } from '../support/people.ts';
import { copied, folderOf, openAsAdministrator, register, type Folder } from './application-wizard.ts';

const test = browserTest();
let audience: string;
let api: RunningExample;
const stops: (() => Promise<unknown>)[] = [];

/** The example API, registered as its README says. */
beforeAll(async () => {
  const port = await freePort();
  audience = `http://localhost:${port}`;
  await manage(test.site, 'POST /services', {
    name: 'Notes',
    audience,
    scopes: [{ name: 'notes.read', description: 'See your notes' }],
  });
  api = runExample('protected-api', { ISSUER: test.site.url, AUDIENCE: audience, PORT: String(port) });
  await api.prints(/Notes at/);
});
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});
afterAll(() => api?.stop());

async function folder(files: Record<string, string>): Promise<Folder> {
  const made = await folderOf(files);
  stops.push(made.remove);
  return made;
}

/** A program as it was copied, started as the page says. */
async function startProgram(path: string, command: readonly string[]): Promise<ChildProcess> {
  const [file = '', ...args] = command;
  const child = spawn(file, args, { cwd: path, stdio: 'inherit' });
  stops.push(async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  return child;
}

async function untilAnswered(url: string): Promise<void> {
  const answers = () =>
    fetch(url).then(
      () => true,
      () => false,
    );
  await expect.poll(answers, { timeout: 20_000 }).toBe(true);
}

/** What the API says to whoever shows this token. */
async function callApi(token: string): Promise<{ status: number; body: unknown }> {
  const answer = await fetch(`${audience}/notes`, { headers: { authorization: `Bearer ${token}` } });
  return { status: answer.status, body: await answer.json() };
}

/** Somebody signs in to the application in a browser of their own, and agrees. */
async function visit(url: string, link: string | null): Promise<{ page: Page; email: string; sub: string }> {
  const person = await test.site.addPerson();
  const page = await test.newPage();
  await page.goto(url);
  if (link !== null) await page.getByText(link, { exact: true }).click();
  await fillSignIn(page, person);
  await press(page, 'Allow');
  return { page, email: person.email, sub: await subjectOf(test.site, person) };
}

describe('a web application', () => {
  it('signs people in and calls an API with nothing but the copied environment', async () => {
    const port = await freePort();
    const home = `http://localhost:${port}`;
    const page = await openAsAdministrator(test, '/admin/applications/new');
    await register(page, {
      kind: 'Web application with a server',
      name: 'Example application',
      framework: '.env',
      redirectUri: `${home}/callback`,
      postLogoutUri: `${home}/signed-out`,
      scopes: ['See your notes'],
    });
    const environment = parseEnv(await copied(page, '.env')) as Record<string, string>;
    expect(environment).toMatchObject({
      ISSUER: test.site.url,
      RESOURCE: audience,
      SCOPE: 'openid profile email notes.read',
    });
    const app = runExample('web-app', {
      ...environment,
      PORT: String(port),
      API_URL: `${audience}/notes`,
    });
    stops.push(() => app.stop());
    await app.prints(/Open http/);

    const { page: visitor } = await visit(home, 'Sign in with Ostiary');
    await heading(visitor, 'Hello, Ada Lovelace');
    await visitor.getByRole('link', { name: 'Your notes' }).click();
    await heading(visitor, 'Your notes');
  });

  it('is the Express program that was copied, as it is', async () => {
    const port = await freePort();
    const home = `http://localhost:${port}`;
    const page = await openAsAdministrator(test, '/admin/applications/new');
    await register(page, {
      kind: 'Web application with a server',
      name: 'Copied application',
      framework: 'Express',
      redirectUri: `${home}/callback`,
      postLogoutUri: `${home}/`,
      scopes: ['See your notes'],
    });
    const { path } = await folder({
      '.env': await copied(page, '.env'),
      'server.mjs': await copied(page, 'server.mjs'),
    });
    await startProgram(path, [process.execPath, '--env-file=.env', 'server.mjs']);
    await untilAnswered(home);

    const { page: visitor, email, sub } = await visit(`${home}/sign-in`, null);
    await visitor.waitForURL(`${home}/`);
    expect(JSON.parse(await visitor.locator('body').innerText())).toMatchObject({ sub, email });
    await visitor.goto(`${home}/token`);
    const { token } = JSON.parse(await visitor.locator('body').innerText()) as { token: string };
    expect(decodeJwt(token)).toMatchObject({ aud: audience, sub });
    expect(await callApi(token)).toMatchObject({ status: 200, body: { notes: [] } });
  });
});

describe('a single-page application', () => {
  let pages: ClientPages;
  beforeAll(async () => {
    pages = await serveClientPages({});
  });
  afterAll(() => pages?.stop());

  const view = `import { currentUser, signIn } from './src/auth';
    const output = document.querySelector('output');
    document.querySelector('button').onclick = () => signIn();
    currentUser().then(
      (user) => (output.textContent = user ? user.access_token : 'Nobody'),
      (error) => (output.textContent = String(error)),
    );`;

  it('signs people in by the copied settings of oidc-client-ts', async () => {
    const page = await openAsAdministrator(test, '/admin/applications/new');
    await register(page, {
      kind: 'Single-page application',
      name: 'Board',
      framework: 'React (oidc-client-ts)',
      redirectUri: `${pages.origin}/callback.html`,
      postLogoutUri: `${pages.origin}/`,
      scopes: ['See your notes'],
    });
    await page.getByText('This kind of application has no secret').waitFor();
    const { path } = await folder({ 'src/auth.ts': await copied(page, 'src/auth.ts'), 'view.ts': view });
    const { outputFiles } = await build({
      entryPoints: [join(path, 'view.ts')],
      ...{ bundle: true, write: false, format: 'iife', target: 'es2022', logLevel: 'error' },
    });
    const html = `<!doctype html><title>Board</title><link rel="icon" href="data:,"><button>Sign in</button>
      <output></output><script src="/view.js"></script>`;
    pages.files.set('/view.js', outputFiles[0]?.text ?? '');
    for (const place of ['/index.html', '/callback.html']) pages.files.set(place, html);

    const { page: visitor, sub } = await visit(`${pages.origin}/index.html`, 'Sign in');
    const token = visitor.locator('output').filter({ hasText: /^ey/ });
    await token.waitFor();
    const text = (await token.textContent()) ?? '';
    expect(decodeJwt(text)).toMatchObject({ aud: audience, sub });
    expect(await callApi(text)).toMatchObject({ status: 200 });
  });
});

describe('a program without people', () => {
  it('gets a token by the copied curl line and by the copied Node.js program, and calls the API', async () => {
    const page = await openAsAdministrator(test, '/admin/applications/new');
    await register(page, {
      kind: 'Program without people',
      name: 'Worker',
      framework: 'curl',
      scopes: ['See your notes'],
    });
    const line = await copied(page, 'Terminal');
    const { code, output } = await runCommand(['bash', '-c', line], { output: 'keep' });
    expect(code, output).toBe(0);
    const { access_token: token } = JSON.parse(output) as { access_token: string };
    expect(decodeJwt(token)).toMatchObject({ aud: audience, scope: 'notes.read' });
    expect(await callApi(token)).toMatchObject({ status: 200 });

    await page.getByRole('combobox', { name: 'Made with' }).click();
    await page.getByRole('option', { name: 'Node.js (fetch)' }).click();
    const { path } = await folder({
      '.env': await copied(page, '.env'),
      'token.mjs': await copied(page, 'token.mjs'),
    });
    const program = `cd ${path} && ${process.execPath} --env-file=.env token.mjs`;
    const printed = await runCommand(['bash', '-c', program], { output: 'keep' });
    expect(printed.code, printed.output).toBe(0);
    expect(await callApi(printed.output.trim())).toMatchObject({ status: 200 });
  });
});
