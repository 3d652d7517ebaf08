import { expect, it } from 'vitest';
import { followDocument, printedKeys, storyTimeoutMs } from '../../tools/guides/support/story.ts';

const story = followDocument({ document: 'examples/client-service/README.md', ports: [8001], kit: true });

it(
  'the client service does what its README says',
  async () => {
    const [key = ''] = printedKeys(await story.run('services create'));
    expect(await story.run('users create')).toContain('Created user@test.com');
    const port = String(story.port(8001));
    await story.start('npm start', {
      replace: { 'osk_…': key },
      env: { PORT: port, AUDIENCE: `http://127.0.0.1:${port}` },
      ready: /Client service at/,
    });

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
