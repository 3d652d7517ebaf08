import { expect, it } from 'vitest';
import { followDocument, storyTimeoutMs } from './support/story.ts';

const story = followDocument({ document: 'docs/guides/management-api.md' });
const json = (printed: string): unknown => JSON.parse(printed) as unknown;
const answers = (printed: string): unknown[] =>
  json(`[${printed.trim().replaceAll(/\}\s*\{/g, '},{')}]`) as unknown[];

it(
  'the management API does what its guide says',
  async () => {
    const person = { email: 'ada@example.com', password: 'engine-no-1-difference' };
    await story.addUser({ ...person, flags: ['--role', 'owner', '--username', 'ada'] });
    await story.run('API=');
    const [found, readers] = answers(await story.run('search=ada'));
    expect(found).toEqual({
      items: [{ id: expect.any(String) as string, email: 'ada@example.com' }],
      next_cursor: null,
    });
    expect(readers).toEqual({ items: [], next_cursor: null });

    const [first, second] = answers(await story.run('If-Match'));
    expect(first).toMatchObject({ last_name: 'King' });
    expect(second).toMatchObject({ status: 412 });
    const creation = story.take('Idempotency-Key');
    const created = await story.say(creation);
    expect(json(created)).toMatchObject({ username: 'grace' });
    expect(await story.say(creation)).toBe(created);
    expect(JSON.stringify(json(await story.run('/bulk')))).toMatch(/"status":20\d.*"status":20\d/);
    expect(json(await story.run('/decisions'))).toMatchObject({ allowed: true });
  },
  storyTimeoutMs,
);
