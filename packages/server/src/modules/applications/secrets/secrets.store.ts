import type { Db, Tx } from '#platform/db/schema.ts';
import { toSecret } from '../applications.table.ts';
import type { ApplicationSecret } from '../applications.types.ts';

const columns = ['id', 'application_id', 'hint', 'created_at', 'expires_at'] as const;

/** Those that count at this time, the oldest first. */
export async function listLiveSecrets(
  db: Db,
  applicationId: string,
  now: number,
): Promise<ApplicationSecret[]> {
  const rows = await db
    .selectFrom('application_secrets')
    .select(columns)
    .where('application_id', '=', applicationId)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .orderBy('id')
    .execute();
  return rows.map(toSecret);
}

export async function insertSecret(tx: Tx, secret: ApplicationSecret, secretHash: string): Promise<void> {
  await tx
    .insertInto('application_secrets')
    .values({
      id: secret.id,
      application_id: secret.applicationId,
      secret_hash: secretHash,
      hint: secret.hint,
      created_at: secret.createdAt,
      expires_at: secret.expiresAt,
    })
    .execute();
}

/** The secret that this call deleted; undefined when the application has no such one that still counts. */
export async function consumeSecret(
  tx: Tx,
  secret: { applicationId: string; id: string },
  now: number,
): Promise<ApplicationSecret | undefined> {
  const row = await tx
    .deleteFrom('application_secrets')
    .where('id', '=', secret.id)
    .where('application_id', '=', secret.applicationId)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', now)]))
    .returning(columns)
    .executeTakeFirst();
  return row && toSecret(row);
}

export async function deleteSecretsOf(tx: Tx, applicationId: string): Promise<void> {
  await tx.deleteFrom('application_secrets').where('application_id', '=', applicationId).execute();
}

/** Those that no longer count at this time; returns how many. */
export async function deleteExpiredSecrets(tx: Tx, now: number): Promise<number> {
  const deleted = await tx
    .deleteFrom('application_secrets')
    .where('expires_at', '<=', now)
    .returning('id')
    .execute();
  return deleted.length;
}

/** The hash of another system becomes ours; false when somebody was quicker. */
export async function replaceSecretHash(
  tx: Tx,
  secret: { id: string; oldHash: string },
  { hash, hint }: { hash: string; hint: string },
): Promise<boolean> {
  const replaced = await tx
    .updateTable('application_secrets')
    .set({ secret_hash: hash, hint })
    .where('id', '=', secret.id)
    .where('secret_hash', '=', secret.oldHash)
    .returning('id')
    .executeTakeFirst();
  return replaced !== undefined;
}

/** Every secret of these applications, the oldest first. */
export async function listSecretsOf(
  db: Db,
  applicationIds: readonly string[],
): Promise<(ApplicationSecret & { hash: string })[]> {
  if (applicationIds.length === 0) return [];
  const rows = await db
    .selectFrom('application_secrets')
    .select([...columns, 'secret_hash'])
    .where('application_id', 'in', applicationIds)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...toSecret(row), hash: row.secret_hash }));
}
