import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operator } from '../../support/http-client.ts';
import { testApp, type TestApp } from '../../support/test-app.ts';
import { formToken } from '../people.ts';
import { errorOf, headingOf, locationOf, member, noticeOf, textOf } from './account-world.ts';

let test: TestApp;
beforeAll(async () => {
  test = await testApp();
});
afterAll(() => test.close());

const dayMs = 24 * 60 * 60 * 1000;

describe('API tokens', () => {
  it('are made, shown once, used, and revoked', async () => {
    const { visitor, user } = await member(test);
    const page = await visitor.open('/account/tokens/new');
    const shown = await visitor.submit(page, { fields: { name: 'backup', expiry: '30' } });
    const secret = shown.document.querySelector('dd code')?.textContent ?? '';
    expect(secret).toMatch(/^ost_/);
    const headers = { authorization: `Token ${secret}` };
    const me = await test.app.inject({ url: '/api/v1/me', headers });
    expect(me.json<{ id: string }>().id).toBe(user.id);
    const { tokens, database } = test.services;
    const [info] = await tokens.listApiTokens(database.db, user.id);
    expect(info).toMatchObject({ name: 'backup', expiresAt: test.clock.nowMs() + 30 * dayMs });

    const list = await visitor.open('/account/tokens');
    expect(textOf(list)).toContain('backup');
    expect(list.html).not.toContain(secret);
    for (let time = 0; time < 2; time++) {
      const sent = await visitor.submit(list, { form: 'form[action="/account/tokens/revoke"]' });
      expect(noticeOf(await visitor.follow(sent))).toContain('revoked');
    }
    expect((await test.app.inject({ url: '/api/v1/me', headers })).statusCode).toBe(401);
  });

  it('may last until they are revoked, or show that they have run out', async () => {
    const { visitor } = await member(test);
    const page = await visitor.open('/account/tokens/new');
    await visitor.submit(page, { fields: { name: 'for ever', expiry: 'never' } });
    await visitor.submit(page, { fields: { name: 'for a month', expiry: '30' } });
    test.clock.advance(13 * dayMs);
    const rows = [...(await visitor.open('/account/tokens')).document.querySelectorAll('.rows li')];
    expect(rows[1]?.textContent).toContain('does not expire');
    expect(rows[0]?.textContent).toContain('expires');
  });

  it.each([
    [{ name: ' ' }, 'blank'],
    [{ name: 'x'.repeat(101) }, '100'],
    [{ name: 'a\u200bb' }, 'invisible'],
  ])('are not made as %j, which is said beside the field', async (fields, words) => {
    const { visitor } = await member(test);
    const refused = await visitor.submit(await visitor.open('/account/tokens/new'), { fields });
    expect(refused.status).toBe(400);
    expect(errorOf(refused, 'name')).toContain(words);
    expect(refused.document.getElementById('name')?.getAttribute('value')).toBe(fields.name);
  });

  it.each(['', '7', '99999', 'constructor', '__proto__'])(
    'are not made for a time that nobody is offered: %j',
    async (expiry) => {
      const { visitor, user } = await member(test);
      const page = await visitor.open('/account/tokens/new');
      const answer = await visitor.submit(page, { fields: { name: 'x', expiry } });
      expect(answer.status).toBe(400);
      const { tokens, database } = test.services;
      expect(await tokens.listApiTokens(database.db, user.id)).toEqual([]);
    },
  );

  it('of somebody else are none', async () => {
    const { visitor, user } = await member(test);
    await visitor.submit(await visitor.open('/account/tokens/new'), {
      fields: { name: '<b>mine</b>', expiry: 'never' },
    });
    const list = await visitor.open('/account/tokens');
    expect(list.document.querySelectorAll('b')).toHaveLength(0);
    const { tokens, database } = test.services;
    const [info] = await tokens.listApiTokens(database.db, user.id);
    const { visitor: eve, user: other } = await member(test);
    // Who may revoke those of others does that elsewhere.
    await test.services.access.grantRole(operator, { userId: other.id }, 'owner');
    const page = await eve.open('/account/profile');
    for (const id of [info?.id ?? '', 'x', '']) {
      const entered = new URLSearchParams({ form_token: formToken(page), id });
      expect((await eve.post('/account/tokens/revoke', entered)).status).toBe(404);
    }
    expect(await tokens.listApiTokens(database.db, user.id)).toHaveLength(1);
  });

  it('come in pages', async () => {
    const { visitor, user } = await member(test);
    const caller = {
      act: {
        actor: { type: 'user', id: user.id },
        origin: { address: null, userAgent: null, requestId: null },
      },
      subject: 'operator',
    } as const;
    for (let i = 0; i < 25; i++) {
      await test.services.tokens.createApiToken(caller, { userId: user.id, name: `token ${String(i)}` });
    }
    const first = await visitor.open('/account/tokens');
    expect(first.document.querySelectorAll('.rows li')).toHaveLength(20);
    const more = first.document.querySelector('a[href*="before="]')?.getAttribute('href') ?? '';
    expect((await visitor.open(more)).document.querySelectorAll('.rows li')).toHaveLength(5);
  });

  it('are led to from the overview', async () => {
    const { visitor } = await member(test);
    const overview = await visitor.open('/account/');
    expect(headingOf(overview)).toBe('Account overview');
    expect(overview.document.querySelector('main a[href="/account/tokens"]')).not.toBeNull();
    expect(locationOf(overview)).toBe('');
  });
});
