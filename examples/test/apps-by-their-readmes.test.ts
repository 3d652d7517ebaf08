import { describe, expect, it } from 'vitest';
import { personWith } from '../../tools/guides/support/person.ts';
import { followDocument, storyTimeoutMs, type Story } from '../../tools/guides/support/story.ts';

/** The client id and the secret that a command has printed. */
function printedClient(output: string): { CLIENT_ID: string; CLIENT_SECRET: string } {
  const [, CLIENT_ID = ''] = /client id:? +(\S+)/i.exec(output) ?? [];
  const [, CLIENT_SECRET = ''] = /secret:? +(\S+)/i.exec(output) ?? [];
  return { CLIENT_ID, CLIENT_SECRET };
}

/** What a reader puts in place of the two dots. */
const filled = ({ CLIENT_ID, CLIENT_SECRET }: ReturnType<typeof printedClient>): Record<string, string> => ({
  'CLIENT_ID=…': `CLIENT_ID='${CLIENT_ID}'`,
  'CLIENT_SECRET=…': `CLIENT_SECRET='${CLIENT_SECRET}'`,
});

/** The API that the README takes for granted, as its own README starts it. */
async function addApi(story: Story): Promise<string> {
  const url = `http://localhost:${story.port(4000)}`;
  await story.say(`npx ostiary services create Notes ${url} \\
    --scope "notes.read=See your notes" --scope "notes.write=Add notes for you"`);
  await story.startProgram('npm start -w examples/protected-api', {
    env: { ISSUER: story.url(), AUDIENCE: url, PORT: String(story.port(4000)) },
    ready: /http:\/\/localhost/,
  });
  return url;
}

describe('examples/protected-api', () => {
  const story = followDocument({ document: 'examples/protected-api/README.md', ports: [4000] });

  it(
    'is started as its README says, and lets nobody in without a token',
    async () => {
      expect(await story.run('services create')).toContain('Created the service Notes');
      const url = `http://localhost:${story.port(4000)}`;
      await story.start('npm start', {
        env: { ISSUER: story.url(), AUDIENCE: url, PORT: String(story.port(4000)) },
        ready: /http:\/\/localhost/,
      });
      expect(await story.say(`curl -s -i ${url}/notes`)).toMatch(
        /401 Unauthorized.*www-authenticate: Bearer/is,
      );
    },
    storyTimeoutMs,
  );
});

describe('examples/machine-worker', () => {
  const story = followDocument({ document: 'examples/machine-worker/README.md', ports: [4000] });

  it(
    'gets a token by its secret and calls the API',
    async () => {
      const api = await addApi(story);
      const client = printedClient(await story.run('applications create'));
      const worker = await story.start('npm start', {
        replace: filled(client),
        env: { ISSUER: story.url(), API_URL: `${api}/notes`, INTERVAL_SECONDS: '1' },
        ready: /notes/,
      });
      expect(worker.output()).not.toMatch(/401|403|error/i);
    },
    storyTimeoutMs,
  );
});

describe('examples/web-app', () => {
  const story = followDocument({ document: 'examples/web-app/README.md', ports: [3000, 4000] });

  it(
    'is registered and started as its README says, and sends people to sign in',
    async () => {
      const api = await addApi(story);
      await story.addUser({ email: 'ada@example.com', password: 'engine-no-1-difference' });
      const client = printedClient(await story.run('applications create'));
      const port = String(story.port(3000));
      const env = {
        ISSUER: story.url(),
        PORT: port,
        APP_URL: `http://localhost:${port}`,
        API_URL: `${api}/notes`,
      };
      await story.start('npm start', { replace: filled(client), env, ready: /Open/ });
      const begun = await fetch(`http://localhost:${port}/sign-in`, { redirect: 'manual' });
      const cookie = begun.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ');
      const back = await personWith('ada@example.com', 'engine-no-1-difference').allow(
        begun.headers.get('location') ?? '',
      );
      const done = await fetch(back, { redirect: 'manual', headers: { cookie } });
      expect(done.status).toBe(303);
      const session = done.headers
        .getSetCookie()
        .map((line) => line.split(';')[0])
        .join('; ');
      for (const [path, text] of [
        ['/', 'Hello, '],
        ['/notes', 'otes'],
      ] as const) {
        const page = await fetch(`http://localhost:${port}${path}`, {
          headers: { cookie: `${cookie}; ${session}` },
        });
        expect([page.status, await page.text()]).toEqual([200, expect.stringContaining(text)]);
      }
    },
    storyTimeoutMs,
  );
});
