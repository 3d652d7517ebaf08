import { softwareAuthenticator } from '@ostiary/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../support/http-client.ts';
import { testApp, type TestApp } from '../../support/test-app.ts';
import {
  addApp,
  addPasskey,
  codesIn,
  errorOf,
  linkTo,
  locationOf,
  member,
  noticeOf,
  textOf,
} from './account-world.ts';

let test: TestApp;
beforeAll(async () => {
  test = await testApp();
});
afterAll(() => test.close());

describe('a passkey', () => {
  it('is added, renamed and removed', async () => {
    const someone = await member(test);
    const { visitor } = someone;
    const shown = await addPasskey(test, someone, { isSynced: true });
    expect(codesIn(shown)).toHaveLength(10);
    const list = await visitor.open('/account/factors');
    expect(textOf(list)).toContain('synchronised between your devices');

    const rename = await visitor.open(linkTo(list, 'passkeys/rename'));
    expect(rename.document.getElementById('name')?.getAttribute('value')).toBe('Laptop');
    const refused = await visitor.submit(rename, { fields: { name: '' } });
    expect([refused.status, errorOf(refused, 'name')]).toEqual([
      400,
      expect.stringContaining('Enter a name'),
    ]);
    const renamed = await visitor.follow(await visitor.submit(rename, { fields: { name: 'Old laptop' } }));
    expect(textOf(renamed)).toContain('Old laptop');

    const ask = await visitor.open(linkTo(list, 'passkeys/remove'));
    const removed = await visitor.follow(await visitor.submit(ask, { form: 'main form' }));
    expect(noticeOf(removed)).toBe('It is removed.');
    expect(textOf(removed)).not.toContain('Old laptop');
  });

  it('of which there is a copy is shown as locked, and can be removed', async () => {
    const someone = await member(test);
    const { mfa } = test.services;
    const authenticator = softwareAuthenticator({ origin: test.config.server.url, counter: 1 });
    const made = authenticator.create(await mfa.passkeys.registrationOptions(someone.user));
    const act = { ...operator.act, actor: { type: 'user', id: someone.user.id } } as const;
    const key = { response: made, name: 'Key' };
    const { recoveryCodes } = await mfa.passkeys.register(act, someone.user, key);
    const copy = authenticator.copy();
    const show = async (from: typeof authenticator): Promise<unknown> =>
      mfa.passkeys.authenticate(act, null, from.get(await mfa.passkeys.authenticationOptions(null)));
    await show(authenticator);
    await expect(show(copy)).rejects.toMatchObject({ code: 'mfa.passkey_refused' });
    // It shows nothing any more, but a password is not enough instead of it.
    const confirm = await someone.visitor.browse('/account/factors');
    expect(textOf(confirm)).toContain('one of your recovery codes');
    const sent = { form: 'main form', fields: { code: recoveryCodes?.[0] ?? '' } };
    const list = await someone.visitor.follow(await someone.visitor.submit(confirm, sent));
    expect(textOf(list)).toContain('there seems to be a copy of it');
    const ask = await someone.visitor.open(linkTo(list, 'passkeys/remove'));
    expect(ask.document.querySelector('main form')).not.toBeNull();
  });

  it('comes without recovery codes when there are some', async () => {
    const someone = await member(test);
    await addApp(test, someone);
    const added = await addPasskey(test, someone);
    expect(locationOf(added)).toBe('/account/factors?done=factor-added');
  });

  it('is the only thing for which a page runs a script', async () => {
    const { visitor } = await member(test);
    const add = await visitor.open('/account/factors/passkeys/new');
    expect(add.response.headers['content-security-policy']).toContain("script-src 'self'");
    expect(add.document.querySelectorAll('script')).toHaveLength(1);
    const list = await visitor.open('/account/factors');
    expect(list.response.headers['content-security-policy']).not.toContain('script-src');
    expect(list.document.querySelectorAll('script')).toHaveLength(0);
  });

  it.each(['', 'no JSON', '{}', 'null', '{"id":"x","response":{}}'])(
    'is refused for the answer %j, and can be tried again',
    async (passkey) => {
      const { visitor } = await member(test);
      const page = await visitor.open('/account/factors/passkeys/new');
      const refused = await visitor.submit(page, { form: 'form[data-passkey]', fields: { passkey } });
      expect(refused.status).toBe(400);
      expect(refused.document.querySelector('.summary')?.textContent).toContain('not accepted');
      expect(refused.document.querySelector('form[data-passkey=create]')).not.toBeNull();
    },
  );

  it('is not offered where passkeys are off', async () => {
    const without = await testApp({ OSTIARY_PASSKEYS: 'off' });
    try {
      const { visitor } = await member(without);
      expect(textOf(await visitor.open('/account/factors'))).not.toContain('passkey with');
      expect((await visitor.open('/account/factors')).document.getElementById('passkeys')).toBeNull();
      expect((await visitor.open('/account/factors/passkeys/new')).status).toBe(404);
    } finally {
      await without.close();
    }
  });
});
