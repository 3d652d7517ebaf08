import { sql } from 'kysely';
import { preparedLookup } from '#platform/db/prepared.ts';
import type { Db, Tx } from '#platform/db/schema.ts';
import type { FoundFactors } from './policy.types.ts';
import type { FactorRequirementRow } from './policy.table.ts';

interface FactorsRow {
  has_totp: number;
  has_passkey: number;
  has_void_passkey: number;
  since: number | null;
}

/** Every sign-in asks: one statement, each part of it by an index. */
const factorsOf = preparedLookup<FactorsRow>((db) => ({
  compile: () =>
    sql<FactorsRow>`select
      case when exists (select 1 from totp_factors where user_id = ${''} and confirmed_at is not null)
        then 1 else 0 end as has_totp,
      case when exists (select 1 from passkeys where user_id = ${''} and cloned_at is null)
        then 1 else 0 end as has_passkey,
      case when exists (select 1 from passkeys where user_id = ${''} and cloned_at is not null)
        then 1 else 0 end as has_void_passkey,
      (select since from factor_requirements where user_id = ${''}) as since`.compile(db),
}));

export async function findFactors(db: Db, userId: string): Promise<FoundFactors> {
  const [row] = await factorsOf(db, userId, userId, userId, userId);
  return {
    hasTotp: row?.has_totp === 1,
    hasPasskey: row?.has_passkey === 1,
    hasVoidPasskey: row?.has_void_passkey === 1,
    requiredSince: row?.since ?? null,
  };
}

/** Notes since when somebody lacks a factor, unless that is noted; returns since when. */
export async function noteRequirement(tx: Tx, userId: string, now: number): Promise<number> {
  const row = await tx
    .insertInto('factor_requirements')
    .values({ user_id: userId, since: now } satisfies FactorRequirementRow)
    .onConflict((conflict) =>
      conflict.column('user_id').doUpdateSet({ since: sql<number>`factor_requirements.since` }),
    )
    .returning('since')
    .executeTakeFirstOrThrow();
  return row.since;
}

export async function deleteRequirement(tx: Tx, userId: string): Promise<void> {
  await tx.deleteFrom('factor_requirements').where('user_id', '=', userId).execute();
}
