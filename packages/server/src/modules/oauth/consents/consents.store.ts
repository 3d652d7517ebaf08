import type { Db, Tx } from '#platform/db/schema.ts';
import type { ConsentRow } from '../storage/oauth.table.ts';
import type { ScopesByAudience } from './consents.rules.ts';

/** What a user agreed to for one client. Times in epoch milliseconds. */
export interface Consent {
  userId: string;
  clientId: string;
  scopes: ScopesByAudience;
  createdAt: number;
  updatedAt: number;
}

export function toConsent(row: ConsentRow): Consent {
  return {
    userId: row.user_id,
    clientId: row.client_id,
    scopes: JSON.parse(row.scopes) as ScopesByAudience,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

export function toConsentRow(consent: Consent): ConsentRow {
  return {
    user_id: consent.userId,
    client_id: consent.clientId,
    scopes: JSON.stringify(consent.scopes),
    created_at: consent.createdAt,
    updated_at: consent.updatedAt,
  };
}

export async function findConsent(db: Db, userId: string, clientId: string): Promise<Consent | undefined> {
  const row = await db
    .selectFrom('oauth_consents')
    .selectAll()
    .where('user_id', '=', userId)
    .where('client_id', '=', clientId)
    .executeTakeFirst();
  return row && toConsent(row);
}

/** The latest first. */
export async function listConsents(db: Db, userId: string): Promise<Consent[]> {
  const rows = await db
    .selectFrom('oauth_consents')
    .selectAll()
    .where('user_id', '=', userId)
    .orderBy('updated_at', 'desc')
    .orderBy('client_id')
    .execute();
  return rows.map(toConsent);
}

export async function upsertConsent(tx: Tx, consent: Consent): Promise<void> {
  const row = toConsentRow(consent);
  const { scopes } = row;
  await tx
    .insertInto('oauth_consents')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'client_id']).doUpdateSet({ scopes, updated_at: consent.updatedAt }),
    )
    .execute();
}

/** True for the call that deleted it. */
export async function consumeConsent(tx: Tx, userId: string, clientId: string): Promise<boolean> {
  const deleted = await tx
    .deleteFrom('oauth_consents')
    .where('user_id', '=', userId)
    .where('client_id', '=', clientId)
    .returning('client_id')
    .executeTakeFirst();
  return deleted !== undefined;
}

export async function deleteConsentsOfClient(tx: Tx, clientId: string): Promise<void> {
  await tx.deleteFrom('oauth_consents').where('client_id', '=', clientId).execute();
}
