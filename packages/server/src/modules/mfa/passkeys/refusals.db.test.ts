import { databases, type TestDatabase } from '@ostiary/testkit';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#modules/users';
import { actOf, codeOf, createMfaFixture, visitor, type MfaFixture } from '../mfa.fixture.ts';
import { addPasskey, authenticatorHere, showPasskey } from './passkeys.fixture.ts';

const refused = 'mfa.passkey_refused';

describe.each(databases())('passkeys that are not right, on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: MfaFixture;
  let ann: User;
  beforeEach(async () => {
    store = await open();
    fixture = createMfaFixture(store);
    ann = await fixture.addUser({ email: 'ann@example.com', firstName: 'Ann' });
  });
  afterEach(() => store.close());

  describe('a page of somebody else', () => {
    test.each([
      ['another origin', { origin: 'https://id.example.evil.example', rpId: 'id.example' }],
      ['another port', { origin: 'https://id.example:8443' }],
      ['no TLS', { origin: 'http://id.example' }],
      ['another RP id', { origin: 'https://id.example', rpId: 'example' }],
      ['a frame of another origin', { clientData: { crossOrigin: true, topOrigin: 'https://evil.example' } }],
      ['a frame', { clientData: { crossOrigin: true } }],
      ['another type', { clientData: { type: 'payment.get' } }],
    ])('gets nothing made or shown: %s', async (_what, settings) => {
      const { passkeys } = fixture.mfa;
      expect(await codeOf(addPasskey(passkeys, ann, authenticatorHere(settings)))).toBe(refused);
      const { authenticator } = await addPasskey(passkeys, ann);
      const good = { ...authenticator.settings };
      Object.assign(authenticator.settings, settings);
      expect(await codeOf(showPasskey(passkeys, authenticator))).toBe(refused);
      Object.assign(authenticator.settings, { rpId: undefined, clientData: {} }, good);
      expect(await codeOf(showPasskey(passkeys, authenticator))).toBe('none');
    });
  });

  test('somebody else’s is refused where it is known who shows one', async () => {
    const { passkeys } = fixture.mfa;
    const bob = await fixture.addUser();
    const { authenticator } = await addPasskey(passkeys, bob);
    const { challenge } = await passkeys.authenticationOptions(ann);
    const response = authenticator.get({ challenge });
    expect(await codeOf(passkeys.authenticate(visitor, ann, response))).toBe(refused);
    expect(await fixture.entries('factor.refuse')).toMatchObject([
      { outcome: 'failure', target: { id: ann.id }, details: { kind: 'passkey' } },
    ]);
  });

  test('one that names another user than it belongs to is refused', async () => {
    const { passkeys } = fixture.mfa;
    const { authenticator } = await addPasskey(passkeys, ann);
    const bob = await fixture.addUser();
    for (const shower of [null, ann]) {
      const response = authenticator.get(await passkeys.authenticationOptions(shower));
      response.response.userHandle = Buffer.from(bob.id.replaceAll('-', ''), 'hex').toString('base64url');
      expect(await codeOf(passkeys.authenticate(visitor, shower, response))).toBe(refused);
    }
    authenticator.settings.tellsUser = false;
    expect(await codeOf(showPasskey(passkeys, authenticator))).toBe(refused);
    expect(await codeOf(showPasskey(passkeys, authenticator, { shower: ann }))).toBe('none');
  });

  test('what was tampered with does not verify', async () => {
    const { passkeys } = fixture.mfa;
    const { authenticator } = await addPasskey(passkeys, ann);
    const bend = (text: string, at: number): string => {
      const bytes = Buffer.from(text, 'base64url');
      bytes[at < 0 ? bytes.length + at : at]! ^= 1;
      return bytes.toString('base64url');
    };
    type Shown = ReturnType<typeof authenticator.get>;
    const tamperings: ((shown: Shown) => void)[] = [
      ({ response }) => (response.signature = bend(response.signature, -1)),
      // The flag that says that the user was verified.
      ({ response }) => (response.authenticatorData = bend(response.authenticatorData, 32)),
      ({ response }) => (response.authenticatorData = bend(response.authenticatorData, 36)),
      ({ response }) => (response.signature = ''),
      (shown) => (shown.rawId = 'other'),
      (shown) => (shown.id = `${shown.id}\0`),
      (shown) => Object.assign(shown, { response: null }),
      (shown) => Object.assign(shown, { id: 7 }),
      (shown) => Object.assign(shown, { type: 'password' }),
      ({ response }) => Object.assign(response, { clientDataJSON: '{}', authenticatorData: 3 }),
    ];
    for (const tamper of tamperings) {
      const shown = authenticator.get(await passkeys.authenticationOptions(null));
      tamper(shown);
      expect(await codeOf(passkeys.authenticate(visitor, null, shown))).toBe(refused);
    }
    const made = authenticatorHere().create(await passkeys.registrationOptions(ann));
    made.response.attestationObject = bend(made.response.attestationObject, 3);
    expect(await codeOf(passkeys.register(actOf(ann), ann, { response: made, name: '' }))).toBe(refused);
    const empty = JSON.parse('{}') as typeof made;
    expect(await codeOf(passkeys.register(actOf(ann), ann, { response: empty, name: '' }))).toBe(refused);
  });

  test('a credential id that somebody has is not registered again', async () => {
    const { passkeys } = fixture.mfa;
    const bob = await fixture.addUser();
    const { authenticator } = await addPasskey(passkeys, ann);
    const id = authenticator.get({ challenge: '' }).id;
    const made = authenticatorHere({ credentialId: id }).create(await passkeys.registrationOptions(bob));
    expect(await codeOf(passkeys.register(actOf(bob), bob, { response: made, name: '' }))).toBe(
      'mfa.passkey_taken',
    );
    expect(await passkeys.has(store.database.db, bob.id)).toBe(false);
    expect((await showPasskey(passkeys, authenticator)).user.id).toBe(ann.id);
  });

  test('attestations of manufacturers are not taken: nobody has us read their certificates', async () => {
    const { passkeys } = fixture.mfa;
    for (const attestation of ['fido-u2f', 'apple', 'tpm', 'android-key', 'android-safetynet', 'compound']) {
      const authenticator = authenticatorHere({ attestation });
      await expect(addPasskey(passkeys, ann, authenticator)).rejects.toMatchObject({
        code: refused,
        cause: { message: `An attestation of the format ${attestation}` },
      });
    }
  });

  test('refusals are counted by address, and those who are let in are not', async () => {
    const { passkeys } = fixture.mfa;
    const { authenticator } = await addPasskey(passkeys, ann);
    const stranger = authenticatorHere();
    stranger.create({ challenge: '', user: { id: '' } });
    for (let count = 0; count < 100; count++) {
      expect(await codeOf(showPasskey(passkeys, stranger))).toBe(refused);
    }
    expect(await codeOf(showPasskey(passkeys, stranger))).toBe('request.throttled');
    expect(await codeOf(showPasskey(passkeys, authenticator))).toBe('none');
    expect(await fixture.entries('factor.refuse')).toEqual([]);
  });
});
