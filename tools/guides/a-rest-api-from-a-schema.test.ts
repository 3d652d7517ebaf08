import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, expect, it } from 'vitest';
import { repository } from './support/blocks.ts';
import { watchProgram, type RunningProgram } from './support/running-program.ts';
import { followDocument, printedKeys, storyTimeoutMs } from './support/story.ts';

const story = followDocument({
  document: 'docs/guides/a-rest-api-from-a-schema.md',
  ports: [8002],
  kit: true,
});
let program: RunningProgram | undefined;
let folder: string | undefined;
afterAll(async () => {
  await program?.stop();
  if (folder !== undefined) await rm(folder, { recursive: true });
});

interface Answer {
  status: number;
  body: unknown;
}

it(
  'the program of the guide answers as its table says',
  async () => {
    const ada = { email: 'ada@example.com', password: 'engine-no-1-difference' };
    const bob = { email: 'bob@example.com', password: 'bob-pass-1xyz' };
    for (const person of [ada, bob]) await story.addUser(person);
    await story.say('ostiary services create News https://news.example.org');
    const [key = ''] = printedKeys(await story.say('ostiary services keys create News'));

    // Beside the packages that it imports.
    await mkdir(join(repository, '.cache'), { recursive: true });
    folder = await mkdtemp(join(repository, '.cache/guide-'));
    const port = String(story.port(8002));
    const code = story.take('createOstiary(').replace('port: 8002', `port: ${port}`);
    await writeFile(join(folder, 'api.ts'), `${code}\nconsole.log('ready');\n`);
    const env = { PATH: process.env['PATH'] ?? '', OSTIARY_SERVICE_KEY: key };
    const child = spawn(process.execPath, [join(folder, 'api.ts')], {
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    program = watchProgram(child, { name: 'The program of the guide' });
    await program.prints(/^ready$/m);

    const tokenOf = async (person: object): Promise<string> => {
      const headers = { 'content-type': 'application/json', 'ostiary-service': key };
      const body = JSON.stringify(person);
      const signedIn = await fetch(`${story.url()}/auth/token/`, { method: 'POST', headers, body });
      return ((await signedIn.json()) as { access: string }).access;
    };
    const [token, other] = [await tokenOf(ada), await tokenOf(bob)];
    async function ask(
      line: string,
      { body, as = token, headers = {} }: { body?: object; as?: string; headers?: object } = {},
    ): Promise<Answer> {
      const [method = '', path = ''] = line.split(' ');
      const answer = await fetch(`http://localhost:${port}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${as}`,
          ...(body && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
    }

    const made = await ask('POST /api/subscribers/', {
      body: { name: 'Ada', email: 'a@example.com', owner: 'bob' },
    });
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'Ada', owner: expect.stringMatching(/^[\w-]{36}$/) as string },
    });
    expect(await ask('POST /api/subscribers/', { body: { name: '' } })).toEqual({
      status: 400,
      body: { name: [expect.any(String)], email: [expect.any(String)] },
    });
    expect(await ask('GET /api/subscribers/?search=ada&ordering=-name&page=1')).toMatchObject({
      status: 200,
      body: { count: 1, next: null, previous: null, results: [{ name: 'Ada' }] },
    });
    const { id } = made.body as { id: number };
    const item = `/api/subscribers/${id}/`;
    expect((await ask(`GET ${item}`, { as: other })).status).toBe(200);
    expect((await ask(`PATCH ${item}`, { as: other, body: { name: 'Eve' } })).status).toBe(403);
    expect(
      (await ask(`PATCH ${item}`, { body: { name: 'A' }, headers: { 'if-match': '"other"' } })).status,
    ).toBe(412);
    expect(await ask(`PUT ${item}`, { body: { name: 'Ada L', email: 'a@example.com' } })).toMatchObject({
      status: 200,
    });
    expect((await ask(`DELETE ${item}`)).status).toBe(204);
    expect((await ask(`GET ${item}`)).status).toBe(404);
    expect((await ask('GET /api/subscribers/', { as: 'x.y.z' })).status).toBe(401);
  },
  storyTimeoutMs,
);
