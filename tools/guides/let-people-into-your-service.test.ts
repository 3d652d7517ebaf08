import { expect, it } from 'vitest';
import { call, withOtherSignature, writeDown } from './support/services.ts';
import { followDocument, storyTimeoutMs } from './support/story.ts';

const story = followDocument({
  document: 'docs/guides/let-people-into-your-service.md',
  ports: [8001],
  kit: true,
});
const ada = { email: 'ada@example.com', password: 'engine-no-1-difference' };

const orders = (): string => `http://localhost:${story.port(8001)}/orders`;
const printed = async (name: string): Promise<string> => (await story.say(`echo "$${name}"`)).trim();

/** What a service says to ada, to nobody, and to somebody with a wrong token. */
async function expectGuarded(): Promise<void> {
  const token = await printed('TOKEN');
  const first = async (): Promise<unknown> => (await call(orders(), token).catch(() => undefined))?.body;
  await expect.poll(first, { timeout: 15_000 }).toEqual({ hello: ada.email });
  const challenge = expect.stringMatching(/^Bearer/) as string;
  expect(await call(orders())).toMatchObject({ status: 401, challenge });
  const invalid = expect.stringContaining('error="invalid_token"') as string;
  expect(await call(orders(), withOtherSignature(token))).toMatchObject({ status: 401, challenge: invalid });
}

const end = async (): Promise<void> => void (await story.say('kill $SERVICE; wait $SERVICE || true'));

it(
  'the service on Fastify lets in whom it should, and hears within a second what changes',
  async () => {
    await story.workplace().standIn('npm');
    await story.addUser(ada);
    await story.run('services create Orders');
    expect(await story.workplace().calls()).toEqual([{ program: 'npm', args: ['run', 'build'] }]);
    await writeDown(story, 'ostiary.ts', story.take('// ostiary.ts'));
    await writeDown(story, 'on-fastify.ts', story.take('// on-fastify.ts'));
    const answer = await story.run('npx node on-fastify.ts &');
    expect(answer).toBe('{"hello":"ada@example.com"}');
    await expectGuarded();

    const token = await printed('TOKEN');
    const post = async (): Promise<number> => (await call(orders(), token, { method: 'POST' })).status;
    expect(await post()).toBe(200);
    await story.say('npx ostiary services access grant Orders ada@example.com --level reader');
    await expect.poll(post, { timeout: 10_000 }).toBe(403);
    expect(await call(orders(), token, { method: 'POST' })).toMatchObject({
      body: { code: expect.any(String) as string, detail: expect.any(String) as string },
    });
    await story.say('kill $!; wait $! || true');
  },
  storyTimeoutMs,
);

it(
  'so does the one on Express',
  async () => {
    await writeDown(story, 'on-express.ts', story.take('// on-express.ts'));
    await story.say('npx node on-express.ts & SERVICE=$!');
    await expectGuarded();
    await end();
  },
  storyTimeoutMs,
);

it(
  'so does the one on Hono, served as the guide says',
  async () => {
    await writeDown(story, 'on-hono.ts', story.take('// on-hono.ts'));
    await writeDown(
      story,
      'serve-hono.ts',
      `import app from './on-hono.ts';
import { serve } from './examples/guards-on-hono/src/serve.ts';
serve(app).listen(${story.port(8001)}, 'localhost');\n`,
    );
    await story.say('npx node serve-hono.ts & SERVICE=$!');
    await expectGuarded();
    await story.say('npx ostiary sessions end-all ada@example.com --yes');
    const token = await printed('TOKEN');
    await expect.poll(async () => (await call(orders(), token)).status, { timeout: 10_000 }).toBe(401);
    await end();
  },
  storyTimeoutMs,
);
