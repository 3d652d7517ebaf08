import { sql } from 'kysely';
import { bulkInsert, bulkSelect } from '#platform/db/bulk.ts';
import { prepared } from '#platform/db/prepared.ts';
import type { Db, Tables, Tx } from '#platform/db/schema.ts';

type TotpRow = Tables['totp_factors'];
type PasskeyRow = Tables['passkeys'];
type CodeRow = Tables['recovery_codes'];

const owners = prepared<{ user_id: string }>((db) => ({
  compile: () =>
    sql<{ user_id: string }>`
      select user_id from (
        select * from (
          select distinct user_id from totp_factors
            where user_id > ${''} and confirmed_at is not null order by user_id limit ${0}
        ) as with_app
        union
        select * from (
          select distinct user_id from passkeys where user_id > ${''} order by user_id limit ${0}
        ) as with_passkey
      ) as owners order by user_id limit ${0}`.compile(db),
}));

/** Users behind this one who have an app or a passkey, in order; `limit` counts. */
export async function listOwnersAfter(db: Db, after: string, limit: number): Promise<string[]> {
  return (await owners(db, after, limit, after, limit, limit)).map((row) => row.user_id);
}

const totpOfUsers = bulkSelect<TotpRow>((db, ids) =>
  db.selectFrom('totp_factors').selectAll().where('user_id', 'in', ids).where('confirmed_at', 'is not', null),
);
const passkeysOfUsers = bulkSelect<PasskeyRow>((db, ids) =>
  db.selectFrom('passkeys').selectAll().where('user_id', 'in', ids),
);
const codesOfUsers = bulkSelect<CodeRow>((db, ids) =>
  db.selectFrom('recovery_codes').selectAll().where('user_id', 'in', ids),
);
const passkeysById = bulkSelect<Pick<PasskeyRow, 'id'>>((db, ids) =>
  db.selectFrom('passkeys').select('id').where('id', 'in', ids),
);

const byText = (a: string, b: string): number => Number(a > b) - Number(a < b);

/** Those that are confirmed, the oldest first. */
export async function listTotpOf(db: Db, userIds: readonly string[]): Promise<TotpRow[]> {
  return (await totpOfUsers(db, userIds)).sort((a, b) => byText(a.id, b.id));
}

/** The oldest first, those that are void as well. */
export async function listPasskeysOf(db: Db, userIds: readonly string[]): Promise<PasskeyRow[]> {
  const rows = await passkeysOfUsers(db, userIds);
  return rows.sort((a, b) => a.created_at - b.created_at || byText(a.id, b.id));
}

/** The used ones as well, in order of their hashes. */
export async function listCodesOf(db: Db, userIds: readonly string[]): Promise<CodeRow[]> {
  return (await codesOfUsers(db, userIds)).sort((a, b) => byText(a.code_hash, b.code_hash));
}

/** Those of these credential ids that somebody has. */
export async function findTakenPasskeys(db: Db, ids: readonly string[]): Promise<string[]> {
  return (await passkeysById(db, ids)).map((row) => row.id);
}

export const insertTotpRows = bulkInsert<TotpRow>('totp_factors', [
  ...(['id', 'user_id', 'name', 'secret_sealed', 'last_step'] as const),
  ...(['created_at', 'confirmed_at', 'last_used_at'] as const),
]);

export const insertPasskeyRows = bulkInsert<PasskeyRow>('passkeys', [
  ...(['id', 'user_id', 'name', 'public_key', 'sign_count', 'transports', 'aaguid'] as const),
  ...(['is_synced', 'created_at', 'last_used_at', 'cloned_at'] as const),
]);

export const insertCodeRows = bulkInsert<CodeRow>('recovery_codes', [
  ...(['user_id', 'code_hash', 'created_at', 'used_at'] as const),
]);

/** Whoever was asked for a factor has one now. */
export async function deleteRequirementsOf(tx: Tx, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  await tx.deleteFrom('factor_requirements').where('user_id', 'in', userIds).execute();
}

export async function deleteCodesOf(tx: Tx, userIds: readonly string[]): Promise<void> {
  if (userIds.length === 0) return;
  await tx.deleteFrom('recovery_codes').where('user_id', 'in', userIds).execute();
}
