import type { Page } from 'playwright-core';
import type { Person } from './site.ts';

/** What pages are asked to do, by the words that people read on them. */
export async function enter(page: Page, texts: Record<string, string>): Promise<void> {
  for (const [label, text] of Object.entries(texts)) await page.getByLabel(label, { exact: true }).fill(text);
}

export async function press(page: Page, button: string): Promise<void> {
  await page.getByRole('button', { name: button, exact: true }).click();
}

/** Fills in and sends the form of the sign-in page that is open. */
export async function fillSignIn(
  page: Page,
  { email, password }: Pick<Person, 'email' | 'password'>,
): Promise<void> {
  await enter(page, { 'Email or username': email, Password: password });
  await press(page, 'Sign in');
}

/** Signs in by the pages and waits for the home page. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await page.goto('/sign-in');
  await fillSignIn(page, person);
  await heading(page, 'Your account');
}

/** Fills in and sends the form of the sign-up page that is open. */
export async function fillSignUp(page: Page, person: Person): Promise<void> {
  await enter(page, {
    Email: person.email,
    Username: person.username,
    'First name (optional)': person.firstName,
    'Last name (optional)': person.lastName,
    Password: person.password,
    'Password again': person.password,
  });
  await press(page, 'Create account');
}

/** Signs up by the pages and waits for the home page. */
export async function signUp(page: Page, person: Person): Promise<void> {
  await page.goto('/sign-up');
  await fillSignUp(page, person);
  await heading(page, 'Your account');
}

/** Waits until a page with this main heading is shown. */
export async function heading(page: Page, text: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: text, exact: true }).waitFor();
}
