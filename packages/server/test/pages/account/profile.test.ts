import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PageVisitor } from '../../support/page-visitor.ts';
import { testApp, type TestApp } from '../../support/test-app.ts';
import { mailApp, mailsTo } from '../by-mail/mailbox.ts';
import { goodPassword, signInAs } from '../people.ts';
import { elsewhere, errorOf, headingOf, locationOf, member, noticeOf, textOf } from './account-world.ts';

let test: TestApp;
beforeAll(async () => {
  test = await mailApp();
});
afterAll(() => test.close());

describe('the profile', () => {
  it('is saved, and shows what was saved', async () => {
    const { visitor, user } = await member(test);
    const page = await visitor.open('/account/profile');
    const fields = { first_name: ' Augusta ', last_name: 'King', phone: '+44 20 7946 0000' };
    const after = await visitor.follow(await visitor.submit(page, { fields }));
    expect(noticeOf(after)).toBe('Your profile is saved.');
    const shown = ['first_name', 'last_name', 'phone', 'username'].map((id) =>
      after.document.getElementById(id)?.getAttribute('value'),
    );
    expect(shown).toEqual(['Augusta', 'King', '+44 20 7946 0000', user.username]);
  });

  it('says beside each field what is wrong, and keeps what was entered', async () => {
    const { visitor, user } = await member(test);
    const page = await visitor.open('/account/profile');
    const fields = { first_name: 'x'.repeat(151), last_name: 'a\u0007', phone: 'call me' };
    const refused = await visitor.submit(page, { fields });
    expect(refused.status).toBe(400);
    for (const id of Object.keys(fields)) expect(errorOf(refused, id), id).not.toBe('');
    expect(refused.document.getElementById('phone')?.getAttribute('value')).toBe('call me');
    const after = await test.services.users.get(test.services.database.db, user.id);
    expect([after.firstName, after.phone]).toEqual([user.firstName, null]);
  });

  it('takes no other field than its own', async () => {
    const { visitor, user } = await member(test);
    const page = await visitor.open('/account/profile');
    const fields = { username: 'root', email: 'x@example.com', is_superuser: '1', isSuperuser: 'true' };
    await visitor.submit(page, { fields });
    const after = await test.services.users.get(test.services.database.db, user.id);
    expect([after.username, after.email, after.isSuperuser]).toEqual([user.username, user.email, false]);
  });

  it('keeps hostile names as text, on every page that shows them', async () => {
    const name = '"><img src=x onerror=alert(1)><b>';
    const { visitor } = await member(test, { first_name: name, last_name: name });
    for (const path of ['/', '/account/', '/account/profile', '/account/activity']) {
      const page = await visitor.open(path);
      expect(page.document.querySelectorAll('img, b, script, [onerror]'), path).toHaveLength(0);
    }
    const profile = await visitor.open('/account/profile');
    expect(profile.document.getElementById('first_name')?.getAttribute('value')).toBe(name);
  });
});

describe('the email address', () => {
  it('is shown with its state, and the link is sent again', async () => {
    const { visitor, user } = await member(test);
    const page = await visitor.open('/account/email');
    expect(textOf(page)).toContain('Not confirmed yet');
    const before = (await mailsTo(test, user.email ?? '')).length;
    const after = await visitor.follow(
      await visitor.submit(page, { form: 'form[action="/account/email/verify"]' }),
    );
    expect(noticeOf(after)).toContain('on its way');
    const mails = await mailsTo(test, user.email ?? '');
    expect(mails).toHaveLength(before + 1);
    expect(mails[0]?.text).toContain('/verify-email?token=');
  });

  it('changes only when the link to the new one is opened', async () => {
    const { visitor, user } = await member(test);
    const page = await visitor.open('/account/email/change');
    const fresh = `new-${user.email ?? ''}`;
    const sent = await visitor.submit(page, { fields: { email: fresh } });
    expect(locationOf(sent)).toBe('/account/email?done=email-change-sent');
    expect(textOf(await visitor.follow(sent))).toContain(user.email);
    const [mail] = await mailsTo(test, fresh);
    expect(mail?.text).toContain('/change-email?token=');
  });

  it.each([
    ['', 'Enter the new'],
    ['nobody', 'valid email'],
  ])('is not changed to %j, and says so beside the field', async (email, words) => {
    const { visitor } = await member(test);
    const refused = await visitor.submit(await visitor.open('/account/email/change'), { fields: { email } });
    expect(refused.status).toBe(400);
    expect(errorOf(refused, 'email')).toContain(words);
    expect(refused.document.getElementById('email')?.getAttribute('value')).toBe(email);
  });

  it('is not changed to what it is', async () => {
    const { visitor, user } = await member(test);
    const page = await visitor.open('/account/email/change');
    const refused = await visitor.submit(page, { fields: { email: user.email ?? '' } });
    expect(errorOf(refused, 'email')).toContain('already');
  });

  it('says nothing of a new one that somebody has', async () => {
    const { person: other } = await member(test);
    const { visitor } = await member(test);
    const page = await visitor.open('/account/email/change');
    const sent = await visitor.submit(page, { fields: { email: other.email } });
    expect(locationOf(sent)).toBe('/account/email?done=email-change-sent');
  });

  it('is left to administrators where no mail is sent', async () => {
    const silent = await testApp({ OSTIARY_MAIL: 'off' });
    try {
      const { visitor } = await member(silent);
      const page = await visitor.open('/account/email');
      expect(textOf(page)).toContain('sends no mail');
      expect(page.document.querySelector('main form, main a[href$="/change"]')).toBeNull();
      expect((await visitor.open('/account/email/change')).status).toBe(409);
      const { document } = await visitor.open('/account/password');
      expect(document.querySelector('a[href="/forgot-password"]')).toBeNull();
    } finally {
      await silent.close();
    }
  });
});

describe('the password', () => {
  const fresh = 'orbit-velvet-canyon-7';
  const again = { new_password: fresh, new_password_again: fresh };

  it('is changed; other sessions end, this one goes on', async () => {
    const someone = await member(test);
    const other = await elsewhere(test, someone);
    const { visitor, person } = someone;
    const page = await visitor.open('/account/password');
    const sent = await visitor.submit(page, { fields: { password: person.password, ...again } });
    expect(noticeOf(await visitor.follow(sent))).toContain('Your password is changed');
    expect(headingOf(await other.open('/'))).toBe('Welcome');
    expect((await signInAs(new PageVisitor(test.app), person.username, person.password)).status).toBe(400);
    expect((await signInAs(new PageVisitor(test.app), person.username, fresh)).status).toBe(303);
  });

  it('needs the present one', async () => {
    const { visitor } = await member(test);
    const page = await visitor.open('/account/password');
    const refused = await visitor.submit(page, { fields: { password: 'wrong', ...again } });
    expect(refused.status).toBe(400);
    expect(errorOf(refused, 'password')).toContain('not your present password');
    expect(refused.html).not.toContain(fresh);
  });

  it.each([
    [{ password: '', new_password: '', new_password_again: '' }, ['password', 'new_password']],
    [{ password: goodPassword, new_password: fresh, new_password_again: 'x' }, ['new_password_again']],
    [
      { password: goodPassword, new_password: 'password1', new_password_again: 'password1' },
      ['new_password'],
    ],
    [{ password: goodPassword, new_password: 'a\0b', new_password_again: 'a\0b' }, ['new_password']],
  ])('is refused beside its fields: %j', async (fields, wrong) => {
    const { visitor } = await member(test);
    const refused = await visitor.submit(await visitor.open('/account/password'), { fields });
    expect(refused.status).toBe(400);
    for (const field of wrong) expect(errorOf(refused, field), field).not.toBe('');
  });
});
