import { expect, it } from 'vitest';
import { call, objectsIn, withOtherSignature, writeDown } from './support/services.ts';
import { followDocument, storyTimeoutMs } from './support/story.ts';

const story = followDocument({ document: 'packages/sdk/README.md', ports: [8001], kit: true });
const ada = { email: 'ada@example.com', password: 'engine-no-1-difference' };

it(
  'the service of the README lets in whom it should, and refuses everybody else',
  async () => {
    await story.workplace().standIn('npm');
    await story.addUser({ ...ada, flags: ['--first-name', 'Ada'] });
    await writeDown(story, 'service.ts', story.take('createOstiary({'));
    const printed = await story.run('npx node service.ts &');
    expect(await story.workplace().calls()).toEqual([{ program: 'npm', args: ['run', 'build'] }]);
    expect(objectsIn(printed.slice(printed.indexOf('{')))).toMatchObject([
      { email: ada.email, firstName: 'Ada' },
    ]);

    const orders = `http://localhost:${story.port(8001)}/orders`;
    const token = (await story.say('echo "$TOKEN"')).trim();
    expect(await call(orders)).toMatchObject({
      status: 401,
      challenge: expect.stringMatching(/^Bearer/) as string,
    });
    expect(await call(orders, withOtherSignature(token))).toMatchObject({
      status: 401,
      challenge: expect.stringContaining('error="invalid_token"') as string,
    });
    await story.say('npx ostiary services access revoke Orders ada@example.com');
    await expect.poll(async () => (await call(orders, token)).status, { timeout: 10_000 }).toBe(403);
  },
  storyTimeoutMs,
);
