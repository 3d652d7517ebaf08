import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { inlineCommand } from './support/inline.ts';
import { objectsIn, writeDown } from './support/services.ts';
import { expectShape } from './support/shape.ts';
import { followDocument, storyTimeoutMs } from './support/story.ts';

const document = 'docs/guides/webhooks.md';
const story = followDocument({ document: 'docs/guides/webhooks.md', ports: [3000] });

interface Delivery {
  id: string;
  status: string;
  event_type: string;
}

const deliveries = async (flags = ''): Promise<Delivery[]> => {
  const printed = await story.say(`npx ostiary webhooks deliveries list Billing --json ${flags}`);
  return objectsIn(printed)[0]?.['items'] as Delivery[];
};

/** What arrives at an address of the test's own while somebody is changed. */
async function captureOne(): Promise<{ headers: IncomingHttpHeaders; body: string; path: string }> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port');
  await story.say(`npx ostiary webhooks create Everything http://localhost:${address.port}/ostiary`);
  await story.say('npx ostiary users update kim@example.com --email kim@example.org');
  for (;;) {
    const [request, response] = (await once(server, 'request')) as Parameters<
      Parameters<typeof createServer>[1] & object
    >;
    const body = await text(request);
    response.writeHead(204).end();
    if (!body.includes('"user.updated"')) continue;
    server.close();
    server.closeAllConnections();
    return { headers: request.headers, body, path: `${request.method} ${request.url}` };
  }
}

it(
  'the receiver of the guide takes what is genuine, and nothing else',
  async () => {
    const created = await story.run('webhooks create Billing');
    expect(created).toBe('');
    await writeDown(story, 'receiver.ts', story.take('// receiver.ts'));
    const started = story
      .take('node receiver.ts &')
      .replace('receiver.ts &', 'receiver.ts > received 2>&1 &');
    await story.say(started);
    const received = (): Promise<string> => story.say('cat received');
    await expect
      .poll(received, { timeout: 15_000 })
      .toMatch(/user\.created[^]*user\.created|test[^]*user\.created/);
    await expect
      .poll(async () => (await deliveries()).map(({ status }) => status), { timeout: 15_000 })
      .toEqual(['delivered', 'delivered']);

    const forged = await fetch(`http://localhost:${story.port(3000)}/ostiary`, {
      method: 'POST',
      headers: {
        'webhook-id': 'msg_1',
        'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
        'webhook-signature': `v1,${Buffer.alloc(32).toString('base64')}`,
      },
      body: '{"forged":true}',
    });
    expect(forged.status).toBe(401);
    expect(await received()).not.toContain('forged');
  },
  storyTimeoutMs,
);

it(
  'what arrives looks as the guide shows it',
  async () => {
    const shown = story.take('POST /ostiary HTTP/1.1');
    const [head = '', body = ''] = shown.split('\n\n');
    const [first = '', ...lines] = head.split('\n');
    const arrived = await captureOne();
    expect(`${arrived.path} HTTP/1.1`).toBe(first);
    for (const line of lines) {
      const [name = '', value = ''] = line.split(': ');
      const masked = (of: string): string => of.replaceAll(/[\w+/=-]{6,}/g, '~').replaceAll(/~+/g, '~');
      if (name === 'content-type') expect(arrived.headers[name]).toBe(value);
      else expect(masked(String(arrived.headers[name]))).toBe(masked(value));
    }
    expectShape(JSON.parse(arrived.body), JSON.parse(body));
    expect(JSON.parse(arrived.body)).toMatchObject({
      type: 'user.updated',
      data: { data: { changed: ['email'], is_active: true } },
    });
  },
  storyTimeoutMs,
);

it(
  'what failed is sent again, and a new secret signs beside the old one',
  async () => {
    const [one] = await deliveries();
    const command = async (beginning: string, replace = {}) =>
      story.say(await inlineCommand(document, beginning), { replace });
    await command('npx ostiary webhooks deliveries list Billing --status failed');
    await command('npx ostiary webhooks deliveries replay Billing', { '<delivery>': one?.id ?? '' });
    await command('npx ostiary webhooks replay Billing --since');
    await command('npx ostiary webhooks update Billing --no-active');
    expect(objectsIn(await story.say('npx ostiary webhooks show Billing --json'))).toMatchObject([
      { is_active: false },
    ]);
    await story.say('npx ostiary webhooks update Billing --active');
    const secret = await story.run('rotate-secret');
    expect(secret).toMatch(/whsec_/);
    // The receiver still has the one before.
    await story.say('npx ostiary users create --email lou@example.com --without-password');
    await expect.poll(() => story.say('cat received'), { timeout: 15_000 }).toMatch(/user\.created/);
    await expect
      .poll(async () => (await deliveries()).every(({ status }) => status === 'delivered'), {
        timeout: 15_000,
      })
      .toBe(true);
    await story.say(await inlineCommand(document, 'npx ostiary webhooks update Billing --endpoint'));
  },
  storyTimeoutMs,
);
