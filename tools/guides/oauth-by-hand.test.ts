import { expect, it } from 'vitest';
import { expectShape } from './support/shape.ts';
import { personWith } from './support/person.ts';
import { followDocument, storyTimeoutMs } from './support/story.ts';

const story = followDocument({ document: 'docs/guides/oauth-by-hand.md' });
const ada = personWith('ada@example.com', 'engine-no-1-difference');

const json = (printed: string): unknown => JSON.parse(printed) as unknown;
const codeIn = (back: URL): string => back.searchParams.get('code') ?? '';
/** Answers of several calls, which end without a new line. */
const answers = (printed: string): unknown => json(`[${printed.trim().replaceAll('}{', '},{')}]`);

it(
  'OAuth can be walked by hand as its guide says',
  async () => {
    await story.addUser({ email: 'ada@example.com', password: 'engine-no-1-difference' });
    await story.run('json()');
    await story.run('create web-app');
    const back = await ada.allow((await story.run('echo "http')).trim());
    expect(`${back.pathname}?${[...back.searchParams.keys()].join('&')}`).toBe('/noexist/callback?code&iss');
    const given = await story.run('-d "code=$CODE"', { replace: { "CODE='…'": `CODE='${codeIn(back)}'` } });
    expectShape(json(given), json(story.take('"access_token": "eyJ')));
    expect(json(given)).toMatchObject({ scope: 'read write', expires_in: 300, token_type: 'Bearer' });
    expect(json(await story.run('/auth/user/'))).toMatchObject({ email: 'ada@example.com' });
    expect(json(await story.run('grant_type=refresh_token'))).toMatchObject({ token_type: 'Bearer' });
    const revoking = (await story.run('/o/revoke_token/')).trim();
    expect(revoking).toMatch(/^\{"active":true,.*\}\{"active":false\}$/);
  },
  storyTimeoutMs,
);

it(
  'the same with PKCE brings an ID token, and a program has a token of its own',
  async () => {
    const back = await ada.allow((await story.run('VERIFIER=')).trim());
    expect(back.searchParams.get('state')).toMatch(/^[0-9a-f]{16}$/);
    const given = await story.run('code_verifier', { replace: { "CODE='…'": `CODE='${codeIn(back)}'` } });
    expect(answers(given)).toEqual([
      expect.objectContaining({ id_token: expect.stringMatching(/^eyJ/) as string }),
      expect.objectContaining({ email: 'ada@example.com' }),
    ]);
    await story.run('create worker');
    const own = json(await story.run('grant_type=client_credentials')) as Record<string, unknown>;
    expect(own).toMatchObject({ scope: 'read write', token_type: 'Bearer' });
    expect(Object.keys(own)).not.toContain('refresh_token');
  },
  storyTimeoutMs,
);

it('an application that is registered in a browser comes with the next commands filled in', async () => {
  const page = await ada.visit(`${story.url()}/o/applications/register/`);
  const made = await ada.fillIn(page, '/o/applications/register/', {
    ...{ name: 'By hand', client_type: 'confidential', authorization_grant_type: 'authorization-code' },
    redirect_uris: `${story.url()}/noexist/callback`,
    scopes: 'openid profile email read write',
  });
  expect(made.status).toBe(200);
  const shown = made.document.body.textContent;
  expect(shown).toContain(`${story.url()}/o/authorize/?response_type=code`);
  expect(shown).toMatch(/curl [^]*\/o\/token\//);
});
