import { createServer } from 'node:http';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { provideDebianPrograms } from '../programs/debian-programs.ts';
import { call } from './support/services.ts';
import { expectShape } from './support/shape.ts';
import { followDocument, storyTimeoutMs } from './support/story.ts';

const secret = 'a-secret-that-both-installations-have-0123456789';
const story = followDocument({
  document: 'docs/guides/import-and-export.md',
  settings: { OSTIARY_SECRET: secret },
});
const json = (printed: string): unknown => JSON.parse(printed) as unknown;
const file = (name: string): string => join(story.workplace().checkout, name);

async function staticTokenOf(url: string, who: { email: string; password: string }): Promise<string> {
  const send = (body: object): RequestInit => ({
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
  });
  const { access } = (await call(`${url}/auth/token/`, undefined, send(who))).body as { access: string };
  const made = await call(`${url}/api/v1/me/tokens`, access, send({ name: 'guide' }));
  return (made.body as { token: string }).token;
}

it(
  'people are imported as the guide says, and the report is what it shows',
  async () => {
    const ada = { email: 'ada@example.com', password: 'engine-no-1-difference' };
    await story.addUser({ ...ada, flags: ['--role', 'owner'] });
    await story.say(`TOKEN='${await staticTokenOf(story.url(), ada)}'`);
    const importing = story.take('people.jsonl');
    expect(json(await story.say(importing))).toMatchObject({ lines: 2, created: 2, failed: 0, problems: [] });
    expect(await story.say('ostiary users list')).not.toContain('kim@example.com');

    const again = importing.replace('?dry_run=true', '');
    const shown = json(story.take('"problems"')) as { problems: unknown[] };
    await story.say(again);
    await writeFile(file('people.jsonl'), '{"external_id": "hr-2", "email": "kim@example.com"}\n{}\n');
    const sending = again.slice(again.indexOf('curl'));
    const report = json(await story.say(sending)) as { problems: unknown[] };
    expectShape({ ...report, problems: report.problems.slice(0, 1) }, shown);
    expect(await story.say('ostiary users list')).toContain('kim@example.com');
  },
  storyTimeoutMs,
);

it(
  'everything leaves, and its keyed hashes are what the Python of the guide makes of the secrets',
  async () => {
    const printed = await story.say('ostiary services create Orders https://orders.example.org --json');
    expect(json(printed)).toMatchObject({ name: 'Orders' });
    const { key } = json(await story.say('ostiary services keys create Orders --json')) as { key: string };
    await story.run('--everything');
    expect((await stat(file('everything.jsonl'))).mode & 0o777).toBe(0o600);
    const lines = (await readFile(file('everything.jsonl'), 'utf8')).trim().split('\n').map(json);
    const service = lines.find((line) => (line as { type?: string }).type === 'service');
    const [{ key_hash: exported } = { key_hash: '' }] = (service as { keys: { key_hash: string }[] }).keys;
    await writeFile(
      file('keyed.py'),
      `${story.take('def keyed_hash')}
import sys
print(keyed_hash(sys.argv[1], sys.argv[2], sys.argv[3]))
`,
    );
    const hashed = (purpose: string, of: string): Promise<string> =>
      story.say(`printf %s "$(python3 keyed.py '${secret}' ${purpose} '${of}')"`);
    const id = Buffer.from(await hashed('export-key-id', ''), 'base64url')
      .subarray(0, 8)
      .toString('base64url');
    expect(exported).toBe(`ostiary$${id}$${await hashed('service-key', key)}`);
  },
  storyTimeoutMs,
);

it(
  'a provider that speaks SCIM gets one bulk request, in which groups name their members',
  async () => {
    await story.run('--format scim');
    const bodies: string[] = [];
    const provider = createServer((request, response) => {
      void text(request).then((body) => {
        bodies.push(`${request.method} ${request.url} ${request.headers.authorization}\n${body}`);
        response.end('{}');
      });
    }).listen(0, '127.0.0.1');
    await once(provider, 'listening');
    const { port } = provider.address() as AddressInfo;
    const { env, find } = await provideDebianPrograms({ packages: ['jq'] });
    await story
      .workplace()
      .addProgram('jq', `LD_LIBRARY_PATH='${env['LD_LIBRARY_PATH']}' exec '${find('jq')}' "$@"`);
    await story.export({ SCIM_URL: `http://127.0.0.1:${port}/scim/v2`, SCIM_TOKEN: 'scim-token' });
    try {
      await story.run('SCIM_URL/Bulk');
    } finally {
      provider.close();
    }
    const [asked = '', body = ''] = (bodies[0] ?? '').split(/\n(.*)/s);
    expect(asked).toBe('POST /scim/v2/Bulk Bearer scim-token');
    type Operation = { path: string; bulkId: string; data: { members?: { value: string }[] } };
    const { Operations } = json(body) as { Operations: Operation[] };
    const kim = Operations.find((one) => JSON.stringify(one.data).includes('kim@example.com'));
    const sales = Operations.find((one) => one.path === '/Groups');
    expect(sales?.data.members?.map(({ value }) => value)).toEqual([`bulkId:${kim?.bulkId}`]);
  },
  storyTimeoutMs,
);
