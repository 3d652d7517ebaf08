import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signedUp } from '../people.ts';
import { face, standardScope } from './fake-oauth.ts';
import { pagesApp, type PagesApp } from './pages-app.ts';

let test: PagesApp;
beforeAll(async () => {
  test = await pagesApp();
});
afterAll(() => test.close());

const scopes = [{ name: 'openid', ...standardScope }];

describe('applications with access', () => {
  it('are found from the home page', async () => {
    const { home, visitor } = await signedUp(test);
    for (const href of ['/o/authorized_tokens/', '/o/applications/']) {
      expect(home.document.querySelector(`a[href="${href}"]`)).not.toBeNull();
      expect((await visitor.open(href)).status).toBe(200);
    }
  });

  it.each(['client-1', 'https://app.example/client.json?x=1&y=%20'])(
    'are listed, and lose it when it is taken back: %s',
    async (clientId) => {
      const { visitor, person } = await signedUp(test);
      const user = await test.services.users.findByLogin(test.services.database.db, person.username);
      const actor = { type: 'user', id: user?.id ?? '' };
      const application = { ...face, clientId };
      test.oauth.granted.push({ application, scopes, grantedAt: 0, updatedAt: 0 });
      const page = await visitor.open('/o/authorized_tokens/');
      expect(page.document.querySelector('.rows')?.textContent).toContain('Notebook');
      expect(page.document.querySelector('.scopes')?.textContent).toBe('Know that it is you');
      for (let twice = 0; twice < 2; twice++) {
        const { response } = await visitor.submit(page);
        expect(response.headers.location).toBe('/o/authorized_tokens/?done=access-taken-back');
        expect(test.oauth.asked.at(-1)).toEqual(['revokeGranted', user?.id, clientId, actor]);
      }
      const after = await visitor.open('/o/authorized_tokens/');
      expect(after.document.body.textContent).toContain('given no application access');
    },
  );

  it('are not looked for by what is no client id', async () => {
    const { visitor } = await signedUp(test);
    test.oauth.granted.push({ application: face, scopes, grantedAt: 0, updatedAt: 0 });
    const page = await visitor.open('/o/authorized_tokens/');
    const token = page.document.querySelector('input')?.getAttribute('value') ?? '';
    const asked = test.oauth.asked.length;
    for (const id of ['%00', 'a%0Ab', '%E2%82%AC']) {
      const sent = await visitor.post(
        `/o/authorized_tokens/${id}/delete/`,
        new URLSearchParams({ form_token: token }),
      );
      expect(sent.status).toBe(404);
    }
    expect(test.oauth.asked).toHaveLength(asked);
  });
});
