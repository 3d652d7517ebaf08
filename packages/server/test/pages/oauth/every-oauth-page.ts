import type { Interaction } from '#modules/oauth';
import { PageVisitor, type Visited } from '../../support/page-visitor.ts';
import { ada, formToken, goodPassword, signedUp } from '../people.ts';
import { face, standardScope } from './fake-oauth.ts';
import { openInteraction, type PagesApp } from './pages-app.ts';

const wrong = { name: '', client_type: '', authorization_grant_type: '', redirect_uris: 'x y', scopes: '"' };
const right = { name: 'Web app', redirect_uris: 'https://app.example/callback' };

/** Every page of the journey of an application and of its developer, by name. Needs an app without users. */
export async function everyOauthPage(test: PagesApp, language: string): Promise<Map<string, Visited>> {
  const pages = new Map<string, Visited>();
  const reader = (): PageVisitor => new PageVisitor(test.app, undefined, { 'accept-language': language });
  const { visitor } = await signedUp(test, ada, reader());
  const user = await test.services.users.findByLogin(test.services.database.db, ada.username);
  const note = (name: string, visited: Visited): Visited => {
    pages.set(name, visited);
    return visited;
  };
  const meet = async (name: string, changes: Partial<Interaction>, who = visitor): Promise<Visited> =>
    note(name, (await openInteraction(test, changes, who)).page);

  const stranger = reader();
  const signIn = await meet('sign in for an application', {}, stranger);
  note('sign in, refused', await stranger.submit(signIn, { fields: { login: 'ada', password: 'wrong' } }));
  const chooser = await meet('choose an account', { prompt: 'select_account', reasons: [] });
  const other = chooser.document.querySelector('a[href$="account=other"]')?.getAttribute('href') ?? '';
  note('another account', await visitor.open(other));
  const confirm = await meet('confirm', { reasons: ['login_prompt'] });
  note('confirm, refused', await visitor.submit(confirm, { fields: { password: 'wrong' } }));
  await meet('another account is wanted', { reasons: ['id_token_hint'] });
  const consent = await meet('consent', { prompt: 'consent', userId: user?.id ?? '' });
  note('consent, form expired', await visitor.submit(consent, { fields: { form_token: 'x' } }));
  await meet('consent for a device', {
    prompt: 'consent',
    returnSource: null,
    userCode: 'BCDF-GHJK',
    scopes: Object.keys({ openid: 1, profile: 1, phone: 1, offline_access: 1, roles: 1, permissions: 1 }).map(
      (name) => ({ name, ...standardScope }),
    ),
  });
  await meet('consent for an app, plain', {
    prompt: 'consent',
    returnSource: 'com.example.app:',
    application: { ...face, logoUri: null, homepageUri: null, policyUri: null, termsUri: null },
    scopes: [],
  });
  note('gone', await visitor.open('/o/interaction/uid-over'));

  note('applications, none', await visitor.open('/o/applications/'));
  const register = note('register', await visitor.open('/o/applications/register/'));
  note('register, refused', await visitor.submit(register, { fields: wrong }));
  const shown = note('secret', await visitor.submit(register, { fields: right }));
  const path = shown.document.querySelector('a.button')?.getAttribute('href') ?? '';
  const detail = note('application', await visitor.open(`${path}?done=application-saved`));
  const add = `form[action="${path}secrets/"]`;
  await visitor.submit(detail, { form: add });
  note('application, two secrets', await visitor.open(path));
  note('application, too many secrets', await visitor.submit(detail, { form: add }));
  note('update', await visitor.open(`${path}update/`));
  note('delete', await visitor.open(`${path}delete/`));
  await visitor.submit(register, {
    fields: { name: 'Public', client_type: 'public', authorization_grant_type: 'device-code' },
  });
  note('applications', await visitor.open('/o/applications/?done=application-deleted'));
  note('no such application', await visitor.open('/o/applications/none/'));
  note('applications with access, none', await visitor.open('/o/authorized_tokens/'));
  const scopes = [{ name: 'openid', ...standardScope }];
  test.oauth.granted.push({ application: face, scopes, grantedAt: 0, updatedAt: 0 });
  note('applications with access', await visitor.open('/o/authorized_tokens/?done=access-taken-back'));
  const entered = { form_token: formToken(detail), password: goodPassword };
  note(
    'another site',
    await visitor.post(`${path}delete/`, new URLSearchParams(entered), { origin: 'https://evil.example' }),
  );
  return pages;
}
