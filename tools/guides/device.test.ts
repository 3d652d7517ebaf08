import { expect, it } from 'vitest';
import { expectShape } from './support/shape.ts';
import { personWith } from './support/person.ts';
import { followDocument, storyTimeoutMs } from './support/story.ts';

const story = followDocument({ document: 'docs/guides/device.md' });
const json = (printed: string): unknown => JSON.parse(printed) as unknown;

it(
  'a device signs somebody in as its guide says',
  async () => {
    await story.addUser({ email: 'ada@example.com', password: 'engine-no-1-difference' });
    await story.run('create Television');
    const [answer = '', address = ''] = (await story.run('/o/device-authorization')).split(/(?<=\})/);
    expectShape(json(answer), json(story.take('"device_code"')));
    expect(json(answer)).toMatchObject({
      user_code: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/) as string,
      verification_uri: `${story.url()}/o/device`,
      expires_in: 600,
    });
    expect(address.trim()).toBe((json(answer) as Record<string, string>)['verification_uri_complete']);

    const polling = story.run('poll()');
    await personWith('ada@example.com', 'engine-no-1-difference').visit(address.trim());
    expect(json(await polling)).toMatchObject({ scope: 'openid profile', token_type: 'Bearer' });
    expect(json(await story.run('grant_type=refresh_token'))).toMatchObject({
      refresh_token: expect.stringMatching(/^ort_/) as string,
    });
  },
  storyTimeoutMs,
);
