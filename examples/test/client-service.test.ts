import { afterAll, beforeAll, expect, it } from 'vitest';
import { followReadme, printedKeys, storyTimeoutMs, type Story } from './readme-story.ts';

let story: Story;
beforeAll(async () => {
  story = await followReadme({ example: 'client-service', ports: [8001], ready: /Client service at/ });
});
afterAll(() => story.end());

it(
  'the client service does what its README says',
  async () => {
    const [key = ''] = printedKeys(await story.run('services create'));
    expect(await story.run('users create')).toContain('Created user@test.com');
    const port = String(story.port(8001));
    const env = { SERVICE_KEY: key, PORT: port, AUDIENCE: `http://127.0.0.1:${port}` };
    await story.start(env);

    expect(await story.run('curl -X POST')).toMatch(/\{"refresh":"[^"]+","access":"[^"]+"\}/);
    await story.run('json()');
    expect(await story.run('curl -H "Authorization: Bearer ${ACCESS_TOKEN}"')).toContain('"success"');
    expect(await story.run('curl -i http://127.0.0.1')).toMatch(
      /401 Unauthorized.*www-authenticate: Bearer/is,
    );
    expect(await story.run('token/refresh/')).toMatch(/"access":"[^"]+"/);
    expect(await story.run('token/verify/')).toMatch(/\{\}/);
    expect(await story.run('USER_ID=')).toContain('"email":"user@test.com"');
    await story.runUntil('users deactivate', /401 Unauthorized.*invalid_token/s);
  },
  storyTimeoutMs,
);
