import { expect, it } from 'vitest';
import { followDocument, printedKeys, storyTimeoutMs } from './support/story.ts';

const story = followDocument({ document: 'docs/guides/from-django-easyjwt.md' });

/** The settings of the client service, read by Python. */
async function settingsOf(python: string): Promise<Record<string, string>> {
  const printed = await story.say(`python3 -c '${python}
import json
print(json.dumps(EASY_JWT))'`);
  return JSON.parse(printed) as Record<string, string>;
}

it(
  'a client service of django-easyjwt finds the data of its service at the path that the guide names',
  async () => {
    const person = { email: 'ada@example.com', password: 'engine-no-1-difference' };
    await story.addUser(person);
    await story.say('npx ostiary services create Orders https://orders.example.org');
    const [key = ''] = printedKeys(await story.say('npx ostiary services keys create Orders'));
    await story.run('orders-schema.json');

    const settings = await settingsOf(story.take('EASY_JWT'));
    const at = (path = ''): string => story.url() + path;
    expect(settings['REMOTE_AUTH_SERVICE_URL']).toBe('https://auth.example.org');
    const headers = { 'content-type': 'application/json', 'ostiary-service': key };
    const signedIn = await fetch(at('/auth/token/'), {
      method: 'POST',
      headers,
      body: JSON.stringify(person),
    });
    const { access } = (await signedIn.json()) as { access: string };
    const asked = await fetch(at(settings['REMOTE_AUTH_SERVICE_USER_PATH']), {
      headers: { authorization: `Bearer ${access}` },
    });
    expect([asked.status, await asked.json()]).toEqual([
      200,
      expect.objectContaining({
        ...{ email: 'ada@example.com', access_level: 'editor' },
        accessgroup: { user_type: 'EDITOR' },
      }),
    ]);
  },
  storyTimeoutMs,
);
