import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyPlace, openTown, type Town } from './places.ts';
import { tellTale } from './tell-tale.ts';

let town: Town;
beforeAll(async () => {
  town = await openTown();
});
afterAll(() => town.close());

describe.each(everyPlace)('$name', ({ open }) => {
  it('answers the same bytes, whoever has an account', async () => {
    const ask = await open(town.test);
    const emails = [town.known, town.unknown(), town.unknown(), town.known];
    const answers: unknown[] = [];
    for (const email of emails) {
      const answer = await ask(email);
      expect([202, 303, 400, 401]).toContain(answer.statusCode);
      answers.push(tellTale(answer, [email]));
    }
    expect(answers).toEqual(emails.map(() => answers[1]));
  });
});

describe('the mails', () => {
  it('are what differs', async () => {
    const { services } = town.test;
    await services.ownAccounts.requests.answer();
    const mails = await services.mail.shown(services.database.db, 200);
    const templates = (address: string): string[] => [
      ...new Set(mails.filter(({ to }) => to === address).map(({ template }) => template)),
    ];
    expect(templates(town.known).sort()).toEqual([
      'account-exists',
      'reset-password',
      'sign-in-code',
      'sign-in-link',
      'verify-email',
    ]);
  });
});
