import { expect, it } from 'vitest';
import { requireAccessibleInEveryLook } from '../support/accessibility.ts';
import { linkTo } from '../support/mail-server.ts';
import { mailTest } from '../support/mail-test.ts';
import { heading, press, signIn } from '../support/people.ts';
import { addAuthenticator } from '../support/virtual-authenticator.ts';
import { addPasskey, signOut, toFactor } from '../sign-in/factor-pages.ts';

const { test, mails } = mailTest();

it('a copy of a passkey lets nobody in, and its owner learns of it', { timeout: 120_000 }, async () => {
  const page = await test.newPage();
  const authenticator = await addAuthenticator(page);
  const person = await test.site.addPerson();
  await signIn(page, person);
  await addPasskey(page);
  // Nobody touches it until they are asked to: else the list under the field would be answered at once.
  await authenticator.setPresent(false);
  await signOut(page);
  await authenticator.setPresent(true);
  await page.goto('/sign-in');
  await heading(page, 'Your account');
  await authenticator.setPresent(false);
  await signOut(page);
  // The copy was made before that sign-in: it counts on from there.
  const [original] = await authenticator.credentials();
  await authenticator.setCounter(original!.credentialId, 0);
  await toFactor(page, person);
  await authenticator.setPresent(true);
  await press(page, 'Use a passkey');
  await page.getByRole('alert').getByText('This passkey was not accepted').waitFor();
  await requireAccessibleInEveryLook(page, 'a passkey that exists twice');
  let mail = await mails().next(person.email);
  while (mail.subject !== 'One of your passkeys was blocked') mail = await mails().next(person.email);
  expect(linkTo(mail, '/account/factors')).toContain(test.site.url);
});
