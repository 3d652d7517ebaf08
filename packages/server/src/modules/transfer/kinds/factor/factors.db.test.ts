import { databases, type TestDatabase } from '@ostiary/testkit';
import { TOTP } from 'otpauth';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isAppError } from '#platform/errors.ts';
import { createTransferFixture, operator, type TransferFixture } from '../../transfer.fixture.ts';

const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const user = { external_id: '1' };
const ann = { ...user, username: 'ann' };
const app = { name: 'Phone', secret, last_step: 5, created_at: '2024-01-01T00:00:00.000Z' };
const passkey = {
  ...{ id: 'AAECAwQFBgcICQ', name: 'Key', public_key: 'pQECAyYgASFYIA', sign_count: 3, transports: ['usb'] },
  ...{
    aaguid: '00000000-0000-0000-0000-000000000000',
    is_synced: false,
    created_at: '2024-01-01T00:00:00.000Z',
  },
};
const factor = { type: 'factor', user, totp: [app], passkeys: [passkey] };

describe.each(databases())('second factors of an import on $name', ({ open }) => {
  let store: TestDatabase;
  let fixture: TransferFixture;
  beforeEach(async () => {
    store = await open();
    fixture = await createTransferFixture(store);
  });
  afterEach(async () => {
    await fixture.passwords.close();
    await store.close();
  });
  const found = async (login = 'ann') => (await fixture.users.findByLogin(store.database.db, login))!;
  const code = (): string => new TOTP({ secret }).generate({ timestamp: fixture.clock.nowMs() });
  async function refusalOf(work: Promise<unknown>): Promise<string | undefined> {
    return work.then(
      () => undefined,
      (error: unknown) => (isAppError(error) ? error.code : String(error)),
    );
  }
  async function exportedFactor(): Promise<Record<string, unknown>> {
    const text = await fixture.exportText({ isEverything: true });
    const line = text.split('\n').find((one) => one.startsWith('{"type":"factor"'));
    return JSON.parse(line ?? '{}') as Record<string, unknown>;
  }

  test('are asked for from then on, and good for what they were', async () => {
    for (const isDryRun of [true, false]) {
      const report = await fixture.importObjects([ann, factor], { isDryRun });
      expect(report).toMatchObject({ created: 2, failed: 0, problems: [] });
    }
    expect(await fixture.importObjects([factor])).toMatchObject({ unchanged: 1, failed: 0 });
    const { mfa } = fixture;
    const owner = await found();
    expect((await mfa.standing(owner)).has).toEqual(['totp', 'passkey']);
    expect(await mfa.proveCode(operator.act, owner, code())).toEqual(['otp']);
    expect(await refusalOf(mfa.proveCode(operator.act, owner, code()))).toBe('mfa.invalid_code');
    const sealed = await store.database.db.selectFrom('totp_factors').selectAll().execute();
    expect(JSON.stringify(sealed)).not.toContain(secret);
    expect(await exportedFactor()).toMatchObject({ totp: [{ secret, name: 'Phone' }], passkeys: [passkey] });
  });

  test('a code that was used before the move is not good after it', async () => {
    const step = Math.floor(fixture.clock.nowMs() / 30_000);
    await fixture.importObjects([ann, { ...factor, totp: [{ ...app, last_step: step }] }]);
    const owner = await found();
    expect(await refusalOf(fixture.mfa.proveCode(operator.act, owner, code()))).toBe('mfa.invalid_code');
    fixture.clock.advance(30_000);
    expect(await fixture.mfa.proveCode(operator.act, owner, code())).toEqual(['otp']);
  });

  test('that somebody was rid of here do not come back, nor are those replaced that they have', async () => {
    await fixture.importObjects([ann, factor]);
    const owner = await found();
    const act = { ...operator.act, actor: { type: 'user', id: owner.id } as const };
    for (const { id } of await fixture.mfa.totp.list(store.database.db, owner.id))
      await fixture.mfa.totp.remove(act, owner, id);
    expect(await fixture.importObjects([factor])).toMatchObject({ unchanged: 1 });
    expect((await fixture.mfa.standing(owner)).has).toEqual(['passkey']);
    await fixture.mfa.passkeys.remove(act, owner, passkey.id);
    expect(await fixture.importObjects([factor])).toMatchObject({ unchanged: 1 });
    expect((await fixture.mfa.standing(owner)).has).toEqual([]);

    await fixture.importObjects([
      { external_id: '2', username: 'bob' },
      { ...factor, user: { username: 'bob' } },
    ]);
    await fixture.mfa.reset(operator, (await found('bob')).id);
    expect(await fixture.importObjects([{ ...factor, user: { username: 'bob' } }])).toMatchObject({
      unchanged: 1,
    });
    expect((await fixture.mfa.standing(await found('bob'))).has).toEqual([]);
  });

  test('recovery codes are of use under the secret that they were hashed under alone', async () => {
    await fixture.importObjects([ann, { ...factor, passkeys: [] }]);
    const owner = await found();
    const codes = await fixture.mfa.recoveryCodes.create(operator.act, owner);
    const line = await exportedFactor();
    const hashes = line['recovery_codes'] as string[];
    expect(hashes).toHaveLength(10);
    await fixture.users.delete(operator, owner.id);
    await fixture.importObjects([{ ...ann, id: owner.id }]);
    const other = { ...line, recovery_codes: hashes.map((hash) => hash.replace(/\$[^$]{3}/, '$AAA')) };
    const report = await fixture.importObjects([other], { isDryRun: true });
    expect(report).toMatchObject({ created: 1, failed: 0, problems: [{ path: 'recovery_codes' }] });
    expect(await fixture.importObjects([line])).toMatchObject({ created: 1, problems: [] });
    const back = await found();
    expect(await fixture.mfa.proveCode(operator.act, back, codes[0]!)).toEqual(['otp']);
    expect(await refusalOf(fixture.mfa.proveCode(operator.act, back, codes[0]!))).toBe('mfa.invalid_code');
  });

  const bad: [what: string, line: object, problem: [code: string, path: string]][] = [
    ['nobody', { ...factor, user: undefined }, ['request.invalid', 'user']],
    ['a stranger', { ...factor, user: { username: 'x' } }, ['users.not_found', 'user']],
    ['nothing to show', { type: 'factor', user }, ['request.invalid', 'totp']],
    [
      'a secret in hex',
      { ...factor, totp: [{ ...app, secret: '00ff' }] },
      ['request.invalid', 'totp.0.secret'],
    ],
    ['no secret', { ...factor, totp: [{ name: 'x' }] }, ['request.invalid', 'totp.0.secret']],
    [
      'a negative step',
      { ...factor, totp: [{ ...app, last_step: -1 }] },
      ['request.invalid', 'totp.0.last_step'],
    ],
    ['six apps', { ...factor, totp: Array(6).fill(app) }, ['request.invalid', 'totp']],
    ['a passkey twice', { ...factor, passkeys: [passkey, passkey] }, ['request.invalid', 'passkeys']],
    [
      'a passkey without key',
      { ...factor, passkeys: [{ id: 'AA' }] },
      ['request.invalid', 'passkeys.0.public_key'],
    ],
    [
      'a code in clear',
      { ...factor, recovery_codes: ['k7mq-x2pw-9dhc'] },
      ['request.invalid', 'recovery_codes'],
    ],
    ['an unknown field', { ...factor, colour: 'red' }, ['request.invalid', 'colour']],
  ];
  test.each(bad)('%s is reported, and nothing of it is told', async (_what, line, [problemCode, path]) => {
    await fixture.importObjects([ann]);
    for (const isDryRun of [true, false]) {
      const report = await fixture.importObjects([line, { username: 'dan' }], { isDryRun });
      expect(report).toMatchObject({ failed: 1, problems: [{ line: 1, code: problemCode, path }] });
      expect(JSON.stringify(report)).not.toContain(secret);
    }
    expect((await fixture.mfa.standing(await found())).has).toEqual([]);
  });

  test('a passkey is one account’s, and only whoever may do everything gives any', async () => {
    await fixture.importObjects([
      ...[ann, factor, { external_id: '2', username: 'bob' }],
      { type: 'role', name: 'importer', permissions: ['users.import', 'users.reset_factors'] },
      { username: 'importer', roles: ['importer'] },
    ]);
    const ofBob = { ...factor, user: { external_id: '2' } };
    const taken = await fixture.importObjects([ofBob]);
    expect(taken.problems).toMatchObject([{ code: 'mfa.passkey_taken', path: 'passkeys.0' }]);
    const importer = await fixture.callerOf('importer');
    for (const isDryRun of [true, false]) {
      const denied = await fixture.importObjects([{ ...ofBob, passkeys: [] }], { isDryRun }, importer);
      expect(denied.problems).toMatchObject([{ code: 'access.denied' }]);
    }
    expect((await fixture.mfa.standing(await found('bob'))).has).toEqual([]);
  });
});
