import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, expect, it } from 'vitest';
import type { RunningProgram } from './support/running-program.ts';
import { call, objectsIn, writeDown } from './support/services.ts';
import { expectShape } from './support/shape.ts';
import { followDocument, storyTimeoutMs } from './support/story.ts';

const story = followDocument({ document: 'docs/guides/protection.md' });
const ready = /Ostiary is ready/;
let running: RunningProgram;

async function signUp(username: string, more: object): Promise<{ status: number; body: unknown }> {
  const names = { username, email: `${username}@example.com`, first_name: 'Ada', last_name: 'L' };
  return call(`${story.url()}/user-signup/`, undefined, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...names, password: 'tulip-anvil-marsh-42', ...more }),
  });
}

it(
  'whoever signs up with a captcha does the sum of the guide',
  async () => {
    await story.server().stop();
    await story.workplace().addProgram('npm', '[ "$*" = start ] && exec ostiary serve');
    running = await story.start('OSTIARY_CAPTCHA=proof-of-work', { ready });
    const block = story.take('account/captcha');
    const [challenge] = objectsIn(await story.say(block));
    const shown = JSON.parse(/^# (\{.*\})$/m.exec(block)?.[1] ?? '') as Record<string, unknown>;
    expectShape(challenge, shown);
    expect(challenge).toMatchObject({ kind: shown['kind'], bits: shown['bits'] });

    await writeDown(story, 'solve.ts', story.take('export function solve'));
    const solved = await story.say(
      `npx node -p "require('./solve.ts').solve('${String(challenge?.['challenge'])}', ${String(challenge?.['bits'])})"`,
    );
    const refused = { status: 400, body: expect.anything() as unknown };
    expect(await signUp('nobody', {})).toMatchObject(refused);
    expect(await signUp('wrong', { captcha: `${String(challenge?.['challenge'])}.x` })).toMatchObject(
      refused,
    );
    expect(await signUp('ada', { captcha: solved.trim() })).toMatchObject({ status: 201 });
    expect(await signUp('eve', { captcha: solved.trim() })).toMatchObject(refused);
    await running.stop();
  },
  storyTimeoutMs,
);

/** Takes these passwords for stolen, and notes what it is asked. */
const asked: string[] = [];
const stolen = createServer((request, response) => {
  asked.push(`${request.url} ${String(request.headers['add-padding'])}`);
  const hash = createHash('sha1').update('walnut-harbor-lantern-77').digest('hex').toUpperCase();
  response.end(`${hash.slice(5)}:3\r\n${'0'.repeat(35)}:0\r\n`);
});
afterAll(() => void stolen.close());

it(
  'stolen passwords are asked for by five digits alone',
  async () => {
    stolen.listen(0, '127.0.0.1');
    await once(stolen, 'listening');
    const address = stolen.address();
    if (address === null || typeof address === 'string') throw new Error('No port');
    const replace = { 'https://api.pwnedpasswords.com': `http://127.0.0.1:${address.port}` };
    running = await story.start('OSTIARY_BREACHED_PASSWORDS_URL', { ready, replace });
    expect(await signUp('bea', { password: 'walnut-harbor-lantern-77' })).toMatchObject({
      body: { error: { password: ['This password has appeared in a data breach.'] } },
    });
    expect(await signUp('bea', { password: 'walnut-harbor-lantern-78' })).toMatchObject({ status: 201 });
    expect(asked).toHaveLength(2);
    for (const one of asked) expect(one).toMatch(/^\/range\/[0-9A-F]{5} true$/);
    await running.stop();
    stolen.close();
    stolen.closeAllConnections();
  },
  storyTimeoutMs,
);
