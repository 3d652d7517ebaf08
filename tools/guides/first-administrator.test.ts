import { expect, it } from 'vitest';
import { followDocument, storyTimeoutMs } from './support/story.ts';

const story = followDocument({ document: 'docs/guides/first-administrator.md' });

it(
  'the command that makes the first administrator asks for what it needs',
  async () => {
    const password = 'first-of-all-1x';
    await story.answer('create-admin', [
      [/Email/i, 'ada@example.com'],
      [/Username/i, 'ada'],
      [/Password/, password],
      [/once more/, password],
    ]);
    const body = JSON.stringify({ email: 'ada@example.com', password });
    const headers = { 'content-type': 'application/json' };
    const signedIn = await fetch(`${story.url()}/auth/token/`, { method: 'POST', body, headers });
    expect(signedIn.status).toBe(200);
    const shown = JSON.parse(await story.say('npx ostiary users show ada --json')) as Record<string, unknown>;
    expect(shown).toMatchObject({ is_superuser: true });
    expect(JSON.stringify(shown['roles'])).toContain('owner');
    // And who is one already gives roles to others.
    await story.addUser({ email: 'bob@example.com', password: 'bob-pass-1xyz' });
    expect(await story.say('npx ostiary roles grant bob@example.com admin')).toContain(
      'has the role admin now.',
    );
  },
  storyTimeoutMs,
);

it(
  'the same is made by settings, without a question',
  async () => {
    const settings = {
      ...{ OSTIARY_ADMIN_EMAIL: 'eve@example.com', OSTIARY_ADMIN_USERNAME: 'eve' },
      OSTIARY_ADMIN_PASSWORD: 'second-of-all-2x',
    };
    await story.export(settings);
    await story.say('npx ostiary create-admin --noinput');
    expect(await story.say('npx ostiary users show eve --json')).toContain('"is_superuser": true');
  },
  storyTimeoutMs,
);
