import { AppError } from '#platform/errors.ts';
import type { Db, Tables, Tx } from '#platform/db/schema.ts';
import type { MfaDeps } from '../mfa.deps.ts';
import { sealPurpose } from '../totp/totp.service.ts';
import type { MfaBulk, MovedFactors, MovedPasskey, MovedTotp } from './mfa.bulk.types.ts';
import * as store from './mfa.bulk.store.ts';
import { describeFactors } from './moved-factors.rules.ts';

/** What rids somebody of a factor: after it, no import brings one back. */
const removals = ['factor.remove', 'factor.reset'];

function toPasskey(row: Tables['passkeys']): MovedPasskey {
  return {
    id: row.id,
    name: row.name,
    publicKey: row.public_key,
    signCount: row.sign_count,
    transports: JSON.parse(row.transports) as string[],
    aaguid: row.aaguid,
    isSynced: row.is_synced === 1,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    clonedAt: row.cloned_at,
  };
}

function toTotp({ sealer }: MfaDeps, row: Tables['totp_factors']): MovedTotp {
  return {
    name: row.name,
    secret: sealer.open(sealPurpose, row.secret_sealed),
    lastStep: row.last_step,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  };
}

async function listAfter(deps: MfaDeps, db: Db, page: { after: string; limit: number }) {
  const userIds = await store.listOwnersAfter(db, page.after, page.limit);
  const totp = Map.groupBy(await store.listTotpOf(db, userIds), (row) => row.user_id);
  const passkeys = Map.groupBy(await store.listPasskeysOf(db, userIds), (row) => row.user_id);
  const codes = Map.groupBy(await store.listCodesOf(db, userIds), (row) => row.user_id);
  return userIds.map((userId): MovedFactors => {
    const unused = (codes.get(userId) ?? []).filter((row) => row.used_at === null);
    return {
      userId,
      totp: (totp.get(userId) ?? []).map((row) => toTotp(deps, row)),
      passkeys: (passkeys.get(userId) ?? []).map(toPasskey),
      recoveryCodes: unused.map((row) => row.code_hash),
    };
  });
}

async function wasRidOfOne({ audit }: MfaDeps, db: Db, userId: string): Promise<boolean> {
  for (const action of removals) {
    const found = await audit.list(db, { targetId: userId, action, limit: 1 });
    if (found.length > 0) return true;
  }
  return false;
}

function totpRows(deps: MfaDeps, { userId, totp }: MovedFactors): Tables['totp_factors'][] {
  return totp.map(({ name, secret, lastStep, createdAt, lastUsedAt }) => ({
    ...{ id: deps.newId(), user_id: userId, name },
    ...{ secret_sealed: deps.sealer.seal(sealPurpose, secret), last_step: lastStep },
    ...{ created_at: createdAt, confirmed_at: createdAt, last_used_at: lastUsedAt },
  }));
}

function passkeyRows({ userId, passkeys }: MovedFactors): Tables['passkeys'][] {
  return passkeys.map((passkey) => ({
    ...{ id: passkey.id, user_id: userId, name: passkey.name, public_key: passkey.publicKey },
    ...{ sign_count: passkey.signCount, transports: JSON.stringify(passkey.transports) },
    ...{ aaguid: passkey.aaguid, is_synced: passkey.isSynced ? 1 : 0, created_at: passkey.createdAt },
    ...{ last_used_at: passkey.lastUsedAt, cloned_at: passkey.clonedAt },
  }));
}

function codeRows(deps: MfaDeps, { userId, recoveryCodes }: MovedFactors): Tables['recovery_codes'][] {
  const createdAt = deps.clock.nowMs();
  return recoveryCodes.map((hash) => ({
    ...{ user_id: userId, code_hash: hash, created_at: createdAt, used_at: null },
  }));
}

async function insert(deps: MfaDeps, tx: Tx, made: readonly MovedFactors[]): Promise<void> {
  const userIds = made.map(({ userId }) => userId);
  await store.insertTotpRows(
    tx,
    made.flatMap((factors) => totpRows(deps, factors)),
  );
  await store.insertPasskeyRows(tx, made.flatMap(passkeyRows));
  // Left over from factors that are gone: they would be taken for some of these.
  await store.deleteCodesOf(tx, userIds);
  await store.insertCodeRows(
    tx,
    made.flatMap((factors) => codeRows(deps, factors)),
  );
  await store.deleteRequirementsOf(tx, userIds);
}

function taken(index: number): AppError {
  const { code, message } = new AppError('mfa.passkey_taken');
  return new AppError(code, { fields: [{ path: `passkeys.${String(index)}`, message }] });
}

async function importAll(
  deps: MfaDeps,
  { db, tx }: { db: Db; tx: Tx | null },
  factors: readonly MovedFactors[],
): Promise<('created' | 'unchanged' | AppError)[]> {
  const userIds = factors.map(({ userId }) => userId);
  const has = new Set([
    ...(await store.listTotpOf(db, userIds)).map((row) => row.user_id),
    ...(await store.listPasskeysOf(db, userIds)).map((row) => row.user_id),
  ]);
  const passkeyIds = factors.flatMap(({ passkeys }) => passkeys.map(({ id }) => id));
  const takenIds = new Set(await store.findTakenPasskeys(db, passkeyIds));
  const made: MovedFactors[] = [];
  const outcomes: ('created' | 'unchanged' | AppError)[] = [];
  for (const one of factors) {
    const fields = describeFactors(one);
    const isTaken = one.passkeys.findIndex(({ id }) => takenIds.has(id));
    if (fields.length > 0) outcomes.push(new AppError('request.invalid', { fields }));
    else if (has.has(one.userId) || (await wasRidOfOne(deps, db, one.userId))) outcomes.push('unchanged');
    else if (isTaken >= 0) outcomes.push(taken(isTaken));
    else {
      has.add(one.userId);
      for (const { id } of one.passkeys) takenIds.add(id);
      made.push(one);
      outcomes.push('created');
    }
  }
  if (tx) await insert(deps, tx, made);
  return outcomes;
}

export function createMfaBulk(deps: MfaDeps): MfaBulk {
  return {
    listAfter: (db, after, limit) => listAfter(deps, db, { after, limit }),
    importAll: (target, factors) => importAll(deps, target, factors),
  };
}
