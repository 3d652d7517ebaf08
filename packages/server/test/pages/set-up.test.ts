import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PageVisitor } from '../support/page-visitor.ts';
import { testApp, type TestApp } from '../support/test-app.ts';
import { ada, setUpPage } from './people.ts';

let test: TestApp;
beforeEach(async () => {
  test = await testApp();
});
afterEach(() => test.close());

describe('the set-up link', () => {
  it('makes the first administrator, signs them in, and works once', async () => {
    const { visitor, page, token } = await setUpPage(test);
    const home = await visitor.follow(await visitor.submit(page, { fields: ada }));
    expect(home.document.body.textContent).toContain('Administrator');
    expect(home.document.body.textContent).toContain('owner');

    const late = new PageVisitor(test.app);
    expect((await late.open(`/setup?token=${token}`)).status).toBe(403);
    const again = await visitor.submit(page, { fields: { ...ada, email: 'b@example.com', username: 'b' } });
    expect(again.status).toBe(403);
  });

  it('has one winner when two use it at once', async () => {
    const { page, token } = await setUpPage(test);
    expect(page.status).toBe(200);
    const answers = await Promise.all(
      ['one', 'two'].map(async (name) => {
        const visitor = new PageVisitor(test.app);
        const form = await visitor.open(`/setup?token=${token}`);
        return visitor.submit(form, { fields: { ...ada, email: `${name}@example.com`, username: name } });
      }),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 403]);
    expect(await test.services.users.list(test.services.database.db, { limit: 10 })).toHaveLength(1);
  });

  it('still works after a form that was refused', async () => {
    const { visitor, page } = await setUpPage(test);
    const refused = await visitor.submit(page, { fields: { ...ada, password_again: 'other' } });
    expect(refused.status).toBe(400);
    expect(refused.document.getElementById('password_again-error')?.textContent).toContain('not the same');
    expect((await visitor.submit(refused, { fields: ada })).status).toBe(303);
  });

  it('is nothing without its token', async () => {
    await setUpPage(test);
    for (const url of [
      '/setup',
      '/setup?token=',
      '/setup?token=x',
      '/setup?token=a&token=b',
      '/setup?token[]=a',
    ]) {
      expect((await new PageVisitor(test.app).open(url)).status, url).toBe(403);
    }
  });
});
