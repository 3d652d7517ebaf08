import { operator } from '../../support/http-client.ts';
import type { Visited } from '../../support/page-visitor.ts';
import type { TestApp } from '../../support/test-app.ts';
import { addApp, elsewhere, member } from './account-world.ts';

const everyPath = [
  '/account/',
  '/account/profile',
  '/account/email',
  '/account/email/change',
  '/account/password',
  '/account/factors',
  '/account/factors/apps/new',
  '/account/factors/passkeys/new',
  '/account/sessions',
  '/account/applications',
  '/account/tokens',
  '/account/tokens/new',
  '/account/activity',
  '/account/data',
  '/account/delete',
];

/** Every account page in every state that people meet, by name. Needs OSTIARY_FACTOR_ROLES with `owner` in it. */
export async function everyAccountPage(test: TestApp, language: string): Promise<Map<string, Visited>> {
  const pages = new Map<string, Visited>();
  const note = (name: string, visited: Visited): Visited => {
    pages.set(name, visited);
    return visited;
  };
  const someone = await member(test, {}, language);
  const { visitor, user } = someone;
  await elsewhere(test, someone);
  for (const path of everyPath) note(path, await visitor.open(path));

  const refuse = async (path: string, fields: Record<string, string>): Promise<void> => {
    note(`${path}, refused`, await visitor.submit(await visitor.open(path), { form: 'main form', fields }));
  };
  await refuse('/account/profile', { phone: 'x' });
  await refuse('/account/email/change', { email: 'x' });
  await refuse('/account/password', { password: 'x', new_password: 'x', new_password_again: 'y' });
  await refuse('/account/factors/apps/new', { name: '' });
  await refuse('/account/factors/passkeys/new', { name: '' });
  await refuse('/account/tokens/new', { name: '' });
  await refuse('/account/delete', { login: 'x' });

  await test.services.access.grantRole(operator, { userId: user.id }, 'owner');
  note('factors, wanted', await visitor.open('/account/factors'));
  note('overview, factor wanted', await visitor.open('/account/'));
  const begin = await visitor.open('/account/factors/apps/new');
  const confirm = note('an app', await visitor.follow(await visitor.submit(begin)));
  note('an app, refused', await visitor.submit(confirm, { fields: { code: '' } }));
  note('recovery codes', (await addApp(test, someone)).shown);
  await test.services.mfa.trustedDevices.trust(
    { actor: { type: 'user', id: user.id }, origin: operator.act.origin },
    user,
  );
  const list = note('factors, some', await visitor.open('/account/factors'));
  const remove = list.document.querySelector('a[href*="apps/remove"]')?.getAttribute('href') ?? '';
  note('an app, the last one', await visitor.open(remove));
  await test.services.access.revokeRole(operator, { userId: user.id }, 'owner');
  note('an app, to remove', await visitor.open(remove));
  note('recovery codes, to make', await visitor.open('/account/factors/recovery-codes'));

  note(
    'token',
    await visitor.submit(await visitor.open('/account/tokens/new'), { fields: { name: 'script' } }),
  );
  note('tokens', await visitor.open('/account/tokens?done=token-revoked'));
  await visitor.submit(await visitor.open('/account/delete'), { fields: { login: user.email ?? '' } });
  note('overview, to be deleted', await visitor.open('/account/'));
  note('data, to be deleted', await visitor.open('/account/data'));
  note('no such factor', await visitor.open('/account/factors/apps/remove?id=x'));
  return pages;
}
