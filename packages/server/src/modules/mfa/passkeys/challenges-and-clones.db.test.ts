import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#modules/users';
import { actOf, codeOf, createMfaFixture, visitor, type MfaFixture } from '../mfa.fixture.ts';
import { addPasskey, authenticatorHere, showPasskey } from './passkeys.fixture.ts';

const refused = 'mfa.passkey_refused';
const minuteMs = 60_000;

describe.each(databases())('passkeys that are shown twice, on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: MfaFixture;
  let ann: User;
  beforeEach(async () => {
    store = await open();
    fixture = createMfaFixture(store);
    ann = await fixture.addUser({ email: 'ann@example.com', firstName: 'Ann' });
  });
  afterEach(() => store.close());

  describe('a challenge', () => {
    test('is good once, of 50 uses at the same time as well', async () => {
      const { passkeys } = fixture.mfa;
      // Does not count: that none is used twice must not hang on the counter.
      const { authenticator } = await addPasskey(passkeys, ann, authenticatorHere({ counter: null }));
      const response = authenticator.get(await passkeys.authenticationOptions(null));
      const another = fixture.another().passkeys;
      const uses = Array.from({ length: 50 }, (_, index) =>
        codeOf((index % 2 === 0 ? passkeys : another).authenticate(visitor, null, response)),
      );
      const outcomes = await Promise.all(uses);
      expect(outcomes.filter((code) => code === 'none')).toHaveLength(1);
      expect(outcomes.filter((code) => code === refused)).toHaveLength(49);
      expect(await passkeys.has(store.database.db, ann.id)).toBe(true);
    });

    test('makes one passkey, of 50 answers at the same time as well', async () => {
      const { passkeys } = fixture.mfa;
      const authenticator = authenticatorHere();
      const options = await passkeys.registrationOptions(ann);
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, () =>
          codeOf(passkeys.register(actOf(ann), ann, { response: authenticator.create(options), name: '' })),
        ),
      );
      expect(outcomes.filter((code) => code === 'none')).toHaveLength(1);
      expect(await passkeys.list(store.database.db, ann.id)).toMatchObject([{ name: 'Passkey' }]);
    });

    test('is good for ten minutes', async () => {
      const { passkeys } = fixture.mfa;
      const { authenticator } = await addPasskey(passkeys, ann);
      const makingOptions = await passkeys.registrationOptions(ann);
      const showing = await passkeys.authenticationOptions(null);
      fixture.clock.advance(10 * minuteMs - 1);
      expect(await codeOf(passkeys.authenticate(visitor, null, authenticator.get(showing)))).toBe('none');
      const late = authenticator.get(await passkeys.authenticationOptions(null));
      fixture.clock.advance(10 * minuteMs);
      expect(await codeOf(passkeys.authenticate(visitor, null, late))).toBe(refused);
      const made = { response: authenticatorHere().create(makingOptions), name: '' };
      expect(await codeOf(passkeys.register(actOf(ann), ann, made))).toBe(refused);
    });

    test('that was spent is forgotten when it would be refused for its age', async () => {
      const { authenticator } = await addPasskey(fixture.mfa.passkeys, ann);
      await showPasskey(fixture.mfa.passkeys, authenticator);
      const { limits, database } = fixture.deps;
      const prune = () => database.write((tx) => limits.prune(tx, fixture.clock.nowMs()));
      fixture.clock.advance(10 * minuteMs - 1);
      expect(await prune()).toBe(0);
      fixture.clock.advance(1);
      expect(await prune()).toBe(2);
    });

    test('is for one user and one act', async () => {
      const { passkeys } = fixture.mfa;
      const bob = await fixture.addUser();
      const { authenticator } = await addPasskey(passkeys, ann);
      const made = authenticatorHere().create(await passkeys.registrationOptions(bob));
      expect(await codeOf(passkeys.register(actOf(ann), ann, { response: made, name: '' }))).toBe(refused);
      const crossed = authenticatorHere().create({
        ...(await passkeys.registrationOptions(ann)),
        challenge: (await passkeys.authenticationOptions(ann)).challenge,
      });
      expect(await codeOf(passkeys.register(actOf(ann), ann, { response: crossed, name: '' }))).toBe(refused);
      const showings: [string, User | null][] = [
        [(await passkeys.registrationOptions(ann)).challenge, ann],
        [(await passkeys.authenticationOptions(null)).challenge, ann],
        [(await passkeys.authenticationOptions(ann)).challenge, null],
        [(await passkeys.authenticationOptions(bob)).challenge, ann],
        ['', ann],
        [Buffer.alloc(54).toString('base64url'), ann],
      ];
      for (const [challenge, shower] of showings) {
        const response = authenticator.get({ challenge });
        expect(await codeOf(passkeys.authenticate(visitor, shower, response))).toBe(refused);
      }
      expect(await codeOf(showPasskey(passkeys, authenticator, { shower: ann }))).toBe('none');
    });
  });

  describe('a clone', () => {
    test('voids the passkey, which is audited and mailed, whichever of the two shows it', async () => {
      const { passkeys } = fixture.mfa;
      const { authenticator, passkey } = await addPasskey(passkeys, ann);
      const clone = authenticator.copy();
      await showPasskey(passkeys, authenticator);
      fixture.clock.advance(minuteMs);
      expect(await codeOf(showPasskey(passkeys, clone))).toBe(refused);
      const clonedAt = fixture.clock.nowMs();
      const { db } = store.database;
      expect(await passkeys.list(db, ann.id)).toMatchObject([{ id: passkey.id, clonedAt }]);
      expect(await passkeys.has(db, ann.id)).toBe(false);
      expect(await fixture.entries('factor.clone')).toMatchObject([
        { outcome: 'failure', target: { id: ann.id }, details: { factor_id: passkey.id, name: 'Laptop' } },
      ]);
      expect(fixture.mails.at(-1)).toMatchObject({
        template: 'passkey-cloned',
        to: 'ann@example.com',
        values: { passkey: 'Laptop' },
      });
      authenticator.settings.counter = 100;
      expect(await codeOf(showPasskey(passkeys, authenticator))).toBe(refused);
      expect(await fixture.entries('factor.clone')).toHaveLength(1);
      expect((await passkeys.authenticationOptions(ann)).allowCredentials ?? []).toEqual([]);
      expect((await passkeys.registrationOptions(ann)).excludeCredentials).toEqual([]);
    });

    test('is told of by a counter that stands still, and by one that starts again at nothing', async () => {
      const { passkeys } = fixture.mfa;
      for (const counter of [4, null]) {
        const { authenticator } = await addPasskey(passkeys, ann, authenticatorHere({ counter: 4 }));
        await showPasskey(passkeys, authenticator);
        authenticator.settings.counter = counter;
        expect(await codeOf(showPasskey(passkeys, authenticator))).toBe(refused);
      }
      expect(await fixture.entries('factor.clone')).toHaveLength(2);
    });

    test('is not seen in an authenticator that does not count, or that begins to', async () => {
      const { passkeys } = fixture.mfa;
      const { authenticator } = await addPasskey(passkeys, ann, authenticatorHere({ counter: null }));
      for (const counter of [null, null, 0, 7]) {
        authenticator.settings.counter = counter;
        expect(await codeOf(showPasskey(passkeys, authenticator))).toBe('none');
      }
    });

    test('found by 50 at once is told once', async () => {
      const { passkeys } = fixture.mfa;
      const { authenticator } = await addPasskey(passkeys, ann, authenticatorHere({ counter: 9 }));
      const uses = Array.from({ length: 50 }, async () => {
        const clone = authenticator.copy();
        clone.settings.counter = 3;
        return codeOf(showPasskey(passkeys, clone));
      });
      expect(new Set(await Promise.all(uses))).toEqual(new Set([refused]));
      expect(await fixture.entries('factor.clone')).toHaveLength(1);
      expect(fixture.mails.filter(({ template }) => template === 'passkey-cloned')).toHaveLength(1);
    });
  });
});
