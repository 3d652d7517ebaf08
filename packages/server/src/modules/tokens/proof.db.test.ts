import { databases, type TestDatabase } from '@ostiary/testkit';
import { TOTP } from 'otpauth';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { User } from '#modules/users';
import { claimsOf, codeOf, createTokensFixture, visitor, type TokensFixture } from './tokens.fixture.ts';

const inFull = { acr: 'aal2', amr: ['pwd', 'otp', 'mfa'] };

describe.each(databases())('how somebody proved who they are, on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: TokensFixture;
  let user: User;

  beforeEach(async () => {
    store = await open();
    fixture = await createTokensFixture(store);
    user = await fixture.addUser({ username: 'ann' });
  });
  afterEach(() => store.close());

  const credentials = (otp?: string) => ({ login: 'ann', password: 'correct', otp });
  const sessionCount = async () =>
    (await store.database.db.selectFrom('sessions').select('id').execute()).length;
  const familyCount = async () =>
    (await store.database.db.selectFrom('refresh_families').select('id').execute()).length;

  async function enrol(): Promise<() => string> {
    const { mfa, clock } = fixture;
    const { id, secret } = await mfa.totp.begin(visitor, user, 'Phone');
    const app = new TOTP({ secret });
    const code = (): string => app.generate({ timestamp: clock.nowMs() });
    await mfa.totp.confirm(visitor, user, { id, code: code() });
    clock.advance(60_000);
    return code;
  }

  function sidOf(token: string): string {
    return String(claimsOf(token)['sid']);
  }

  test('is told by every token, also of those that a refresh makes', async () => {
    const { tokens } = fixture;
    const code = await enrol();
    const { pair } = await tokens.signIn(visitor, credentials(code()));
    expect(claimsOf(pair.access)).toMatchObject(inFull);
    expect(claimsOf((await tokens.refresh(visitor, pair.refresh)).access)).toMatchObject(inFull);
    expect(claimsOf(await tokens.issueAccess(user, sidOf(pair.access)))).toMatchObject(inFull);
    fixture.clock.advance(30_000);
    const sliding = await tokens.signInSliding(visitor, credentials(code()));
    expect(claimsOf(sliding)).toMatchObject(inFull);
    expect(claimsOf(await tokens.refreshSliding(visitor, sliding))).toMatchObject(inFull);
  });

  test('is told anew once more was shown in the session', async () => {
    const { tokens, sessions } = fixture;
    const pair = await fixture.signIn(user);
    expect(claimsOf(pair.access)).toMatchObject({ acr: 'aal1', amr: ['pwd'] });
    fixture.clock.advance(5_000);
    const proof = { sessionId: sidOf(pair.access), userId: user.id, amr: ['otp', 'mfa'] };
    await store.database.write((tx) => sessions.proveAgain(tx, visitor, proof));
    const refreshed = claimsOf((await tokens.refresh(visitor, pair.refresh)).access);
    expect(refreshed).toMatchObject(inFull);
    expect(refreshed['auth_time']).toBe(Number(claimsOf(pair.access)['auth_time']) + 5);
  });

  test('was one factor in sessions from before there were two', async () => {
    const pair = await fixture.signIn(user);
    await store.database.write((tx) => tx.updateTable('sessions').set({ acr: null }).execute());
    const { access } = await fixture.tokens.refresh(visitor, pair.refresh);
    expect(claimsOf(access)).toMatchObject({ acr: 'aal1', amr: ['pwd'] });
  });

  test('is known of a refresh token that is presented to the engine', async () => {
    const { clientFamilies } = fixture.tokens;
    const { access } = await fixture.signIn(user);
    const text = clientFamilies.begin();
    const facts = { clientId: 'app', userId: user.id, sessionId: sidOf(access), scope: 'openid' };
    const expiresAt = fixture.clock.nowMs() + 60_000;
    await store.database.write((tx) =>
      clientFamilies.insert(tx, text, { ...facts, grantId: 'grant', payload: '{}', expiresAt }),
    );
    expect(await clientFamilies.find(text)).toMatchObject({ amr: ['pwd'], acr: 'aal1' });
  });

  test('begins nothing at all when the second factor is missing or wrong', async () => {
    const { tokens } = fixture;
    await enrol();
    for (const otp of [undefined, '000000']) {
      const refusal = otp === undefined ? 'mfa.required' : 'mfa.invalid_code';
      expect(await codeOf(tokens.prove(visitor, credentials(otp)))).toBe(refusal);
      expect(await codeOf(tokens.signIn(visitor, credentials(otp)))).toBe(refusal);
      expect(await codeOf(tokens.signInSliding(visitor, credentials(otp)))).toBe(refusal);
    }
    expect([await sessionCount(), await familyCount()]).toEqual([0, 0]);
  });

  test('of 20 sign-ins at once with one code, one begins a session', async () => {
    const other = fixture.another();
    const code = (await enrol())();
    const services = [fixture.tokens, other.tokens];
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        codeOf((services[index % 2] ?? fixture.tokens).signIn(visitor, credentials(code))),
      ),
    );
    expect(answers.filter((answer) => answer === 'none')).toHaveLength(1);
    expect([await sessionCount(), await familyCount()]).toEqual([1, 1]);
  });
});
