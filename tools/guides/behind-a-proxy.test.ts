import { expect, it } from 'vitest';
import { followDocument, storyTimeoutMs } from './support/story.ts';

const story = followDocument({ document: 'docs/guides/behind-a-proxy.md' });

it(
  'the settings of the guide make a server that believes its proxy and speaks of https alone',
  async () => {
    await story.addUser({ email: 'ada@example.com', password: 'engine-no-1-difference' });
    await story.server().stop();
    const settings = await story.settings('OSTIARY_TRUSTED_PROXIES', {
      replace: { '10.0.0.0/8': '127.0.0.0/8' },
    });
    expect(settings).toEqual({
      OSTIARY_URL: 'https://id.example.org',
      OSTIARY_TRUSTED_PROXIES: '127.0.0.0/8',
    });
    await story.server().start(settings);
    const answer = await fetch(`${story.url()}/user-auth/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.7' },
      body: JSON.stringify({
        email: 'ada@example.com',
        username: 'ada@example.com',
        password: 'engine-no-1-difference',
      }),
    });
    expect(answer.headers.get('strict-transport-security')).toMatch(/max-age=31536000/);
    const page = await fetch(`${story.url()}/sign-in`);
    expect(page.headers.getSetCookie().join('\n')).toMatch(/^__Host-.*Secure/im);
    expect(await story.say('ostiary audit list --action session.sign_in --json')).toContain('203.0.113.7');
    expect(await (await fetch(`${story.url()}/.well-known/openid-configuration`)).json()).toMatchObject({
      issuer: 'https://id.example.org',
    });
  },
  storyTimeoutMs,
);
