import type { LightMyRequestResponse } from 'fastify';
import { addPerson, httpClient } from '../../support/http-client.ts';
import { PageVisitor } from '../../support/page-visitor.ts';
import { testApp, type TestApp } from '../../support/test-app.ts';

/** Where anybody may name an account, and what comes back. */
export interface Place {
  name: string;
  /** Opens what has to be open before; what it returns asks about one address, again and again. */
  open(test: TestApp): Promise<(email: string) => Promise<LightMyRequestResponse>>;
}

const password = 'tulip-anvil-marsh-42';
const wrongPassword = 'wr0ng-harbour/lantern';

let accounts = 0;

/** A name that nobody has, always as long as every other one. */
function freshName(): string {
  accounts += 1;
  return `fresh${String(accounts).padStart(5, '0')}`;
}

const freshEmail = (): string => `${freshName()}@example.com`;

/** Sends a form of a page that stays open: only the answer to the form itself is looked at. */
function form(path: string, fields: (email: string) => Record<string, string>): Place['open'] {
  return async ({ app }) => {
    const visitor = new PageVisitor(app);
    const { document } = await visitor.open(path);
    const hidden = document.querySelectorAll<HTMLInputElement>('form:first-of-type input[type=hidden]');
    const carried = Object.fromEntries([...hidden].map(({ name, value }) => [name, value]));
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      origin: 'http://localhost:8000',
      cookie: [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
    };
    const url = path.split('?')[0] ?? '';
    // Without a look at the answer, which would take longer than the answer.
    return (email) => {
      const payload = new URLSearchParams({ ...carried, ...fields(email) }).toString();
      return app.inject({ method: 'POST', url, headers, payload });
    };
  };
}

function json(url: string, body: (email: string) => object): Place['open'] {
  return ({ app }) => {
    const api = httpClient(app);
    return Promise.resolve((email) => api.post(url, body(email)));
  };
}

const newAccount = (email: string): Record<string, string> => {
  const username = freshName();
  return { email, username, first_name: 'Ada', last_name: 'Lovelace', password, password_again: password };
};

export const signingIn: Place[] = [
  {
    name: 'sign-in with a wrong password, on the page',
    open: form('/sign-in', (login) => ({ login, password: wrongPassword })),
  },
  {
    name: 'sign-in with a wrong password, by the API',
    open: json('/auth/token/', (email) => ({ email, password: wrongPassword })),
  },
];

export const signingUp: Place[] = [
  { name: 'sign-up on the page', open: form('/sign-up', newAccount) },
  { name: 'sign-up by the API', open: json('/auth/create-user/', (email) => ({ email, password })) },
  { name: 'sign-up by the API of the tutorials', open: json('/user-signup/', newAccount) },
];

export const askingForMail: Place[] = [
  { name: 'forgot password', open: form('/forgot-password', (email) => ({ email })) },
  { name: 'mailed link', open: form('/sign-in/link?next=/docs', (email) => ({ email })) },
  { name: 'mailed code', open: form('/sign-in/code', (email) => ({ email })) },
  { name: 'confirmation mail', open: form('/verify-email/again', (email) => ({ email })) },
];

export const everyPlace: Place[] = [...signingIn, ...signingUp, ...askingForMail];

/** One account that is known, and as many addresses as are wanted that are not. */
export interface Town {
  test: TestApp;
  known: string;
  unknown(): string;
  close(): Promise<void>;
}

/** With everything on that tells nobody whether an address has an account. */
export async function openTown(env: Record<string, string> = {}): Promise<Town> {
  const test = await testApp({
    OSTIARY_MAIL: 'console',
    OSTIARY_EMAIL_VERIFICATION: 'required',
    OSTIARY_SIGN_IN_LINK: 'on',
    OSTIARY_SIGN_IN_CODE: 'on',
    ...env,
  });
  const known = freshEmail();
  await addPerson(test.services, { username: 'known', email: known });
  // So that the tables are not empty, which would be told by the time.
  for (let others = 0; others < 20; others++) {
    await addPerson(test.services, { username: freshName(), email: freshEmail() });
  }
  return { test, known, unknown: freshEmail, close: () => test.close() };
}
