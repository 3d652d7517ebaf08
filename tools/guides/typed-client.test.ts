import { expect, it } from 'vitest';
import { writeDown } from './support/services.ts';
import { followDocument, storyTimeoutMs } from './support/story.ts';

const story = followDocument({ document: 'docs/guides/typed-client.md' });
const ada = { email: 'ada@example.com', password: 'engine-no-1-difference' };

it(
  'the typed client makes a user, and is told why when it may not',
  async () => {
    await story.addUser({ ...ada, flags: ['--role', 'owner'] });
    await writeDown(story, 'add-kim.ts', story.take('createClient'));
    const [, id = '', etag] = /^(\S+) (\S+)\n$/.exec(await story.run('npx node add-kim.ts')) ?? [];
    expect(etag).toBe('"1"');
    const kim = JSON.parse(await story.say(`npx ostiary users show ${id} --json`)) as unknown;
    expect(kim).toMatchObject({ id, username: 'kim', roles: ['read-write'] });

    const again = await story.say('npx node add-kim.ts', { fails: true });
    expect(again).toMatch(/users\.username_taken: .+ \(request [\w-]+\)/);
    const stranger = await story.say('API_TOKEN=unknown npx node add-kim.ts', { fails: true });
    expect(stranger).toMatch(/Error: tokens\.invalid: /);
  },
  storyTimeoutMs,
);
