import { PageVisitor, type Visited } from '../support/page-visitor.ts';
import type { TestApp } from '../support/test-app.ts';
import { ada, setUpPage, signedUp } from './people.ts';

const wrong = { email: 'not an email', username: '', password: 'short', password_again: 'other' };

/** Every page in every state that people meet, by name. Needs an app without users. */
export async function everyPage(test: TestApp, language = 'en'): Promise<Map<string, Visited>> {
  const pages = new Map<string, Visited>();
  const reader = (): PageVisitor => new PageVisitor(test.app, undefined, { 'accept-language': language });
  const stranger = reader();
  const note = (name: string, visited: Visited): Visited => {
    pages.set(name, visited);
    return visited;
  };

  note('home, signed out', await stranger.open('/'));
  const signIn = note('sign-in', await stranger.open('/sign-in?next=/docs&done=signed-out'));
  note('sign-in, refused', await stranger.submit(signIn, { fields: { login: 'nobody', password: 'wrong' } }));
  note(
    'sign-in, form expired',
    await stranger.submit(signIn, { fields: { form_token: 'x', login: 'nobody' } }),
  );
  const signUp = note('sign-up', await stranger.open('/sign-up'));
  note('sign-up, refused', await stranger.submit(signUp, { fields: wrong }));

  const { visitor: administrator, page: setUp } = await setUpPage(test, reader());
  note('set-up', setUp);
  note('set-up, refused', await administrator.submit(setUp, { fields: wrong }));
  note('set-up, no such link', await stranger.open('/setup?token=none'));
  await administrator.submit(setUp, { fields: { ...ada, email: 'root@example.com', username: 'root' } });
  note('home, administrator', await administrator.open('/?done=session-ended'));

  const { visitor } = await signedUp(test, ada, reader());
  note('sign-up, taken', await stranger.submit(signUp, { fields: ada }));
  note('home', await visitor.open('/'));
  note('sign-out', await visitor.open('/sign-out'));
  note(
    'another site',
    await visitor.post('/sign-out', new URLSearchParams(), { origin: 'https://evil.example' }),
  );
  return pages;
}
