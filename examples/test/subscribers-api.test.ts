import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { followDocument, printedKeys, storyTimeoutMs } from '../../tools/guides/support/story.ts';

const databaseFile = join(tmpdir(), `subscribers-${randomUUID()}.sqlite`);
const story = followDocument({ document: 'examples/subscribers-api/README.md', ports: [8002], kit: true });
afterAll(async () => {
  for (const suffix of ['', '-wal', '-shm']) await rm(databaseFile + suffix, { force: true });
});

const lastJson = (printed: string): unknown => JSON.parse(printed.slice(printed.indexOf('{'))) as unknown;

it(
  'the subscribers API does what its README says',
  async () => {
    const [key = ''] = printedKeys(await story.run('services create'));
    await story.run('users create');
    const port = String(story.port(8002));
    await story.start('npm start', {
      replace: { 'osk_…': key },
      env: { PORT: port, AUDIENCE: `http://127.0.0.1:${port}`, DATABASE_FILE: databaseFile },
      ready: /Subscribers at/,
    });
    await story.export({ SERVICE_KEY: key });
    await story.run('json()');

    const created = await story.run('"Abu Ashraf Masnun"');
    expect(created).toMatch(/201 Created.*location: .*\/api\/subscribers\/1\//is);
    const masnun = { id: 1, name: 'Abu Ashraf Masnun', age: 29, email: 'masnun@example.com' };
    expect(lastJson(created)).toEqual({ ...masnun, owner: expect.stringMatching(/^[\w-]{36}$/) as string });
    expect(lastJson(await story.run('"age": "x"'))).toEqual({
      name: [expect.any(String)],
      age: [expect.any(String)],
      email: [expect.any(String)],
    });
    expect(lastJson(await story.run('MASNUN@'))).toEqual({ email: ['This field must be unique.'] });

    expect(lastJson(await story.run('for name in'))).toMatchObject({
      count: 4,
      next: `http://127.0.0.1:${port}/api/subscribers/?page_size=2&page=2`,
      previous: null,
      results: [{ id: 1 }, { name: 'Cleo' }],
    });
    expect(lastJson(await story.run('search=ashraf'))).toMatchObject({ count: 1, results: [masnun] });
    expect(lastJson(await story.run('ordering=-name'))).toMatchObject({
      results: [{ name: 'Emil' }, { name: 'Dana' }, { name: 'Cleo' }],
    });

    expect(
      lastJson(await story.run('curl -s http://127.0.0.1:' + port + '/api/subscribers/1/')),
    ).toMatchObject(masnun);
    expect(await story.run('"age": 99')).toMatch(/403 Forbidden.*"code":"not_owner"/s);
    expect(lastJson(await story.run('"age": 30'))).toMatchObject({ ...masnun, age: 30 });
    expect(await story.run('-X DELETE')).toMatch(/204 No Content/);
    expect(await story.run('curl -i http://127.0.0.1')).toMatch(
      /401 Unauthorized.*www-authenticate: Bearer/is,
    );
    await story.runUntil('users delete', /"count":0/);
  },
  storyTimeoutMs,
);
