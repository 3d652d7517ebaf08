import { sql } from 'kysely';
import { afterPrefix, isByName, isHopeless, nameKey, type NameQuery } from '#modules/access';
import type { Db, Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import { toWebhook, toWebhookColumns, type SealedSecrets } from './webhooks.table.ts';
import type { Webhook } from './webhooks.types.ts';

/** What no database could hold names nothing. */
function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** By id or name: neither can look like the other. */
function isNamed(idOrName: string) {
  const byName = sql`(select known.id from webhooks as known where known.name_key = ${nameKey(idOrName)})`;
  return sql<boolean>`id = coalesce(${byName}, ${idOrName})`;
}

/** AppError `webhooks.not_found`. */
export async function getWebhook(db: Db, idOrName: string): Promise<Webhook> {
  const row = isStorable(idOrName)
    ? await db.selectFrom('webhooks').selectAll().where(isNamed(idOrName)).executeTakeFirst()
    : undefined;
  if (!row) throw new AppError('webhooks.not_found');
  return toWebhook(row);
}

/** As it is now, locked until the transaction ends: by a statement that both engines have. `webhooks.not_found`. */
export async function getLocked(tx: Tx, idOrName: string): Promise<Webhook> {
  const row = isStorable(idOrName)
    ? await tx
        .updateTable('webhooks')
        .set((webhooks) => ({ updated_at: webhooks.ref('updated_at') }))
        .where(isNamed(idOrName))
        .returningAll()
        .executeTakeFirst()
    : undefined;
  if (!row) throw new AppError('webhooks.not_found');
  return toWebhook(row);
}

/** One page; `limit` counts. A range of the index of the order, never a scan. */
export async function listWebhooks(db: Db, query: NameQuery): Promise<Webhook[]> {
  const { order, limit, search, after } = query;
  if (isHopeless(search)) return [];
  const direction = order.startsWith('-') ? 'desc' : 'asc';
  const column = isByName(order) ? 'name_key' : 'id';
  let select = db.selectFrom('webhooks').selectAll().orderBy(column, direction).limit(limit);
  if (after !== undefined) select = select.where(column, direction === 'desc' ? '<' : '>', after);
  if (search !== undefined) {
    const key = nameKey(search);
    select = select.where('name_key', '>=', key).where('name_key', '<', key + afterPrefix);
  }
  return (await select.execute()).map(toWebhook);
}

export async function countWebhooks(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('webhooks')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** A unique index refuses a name that is taken. */
export async function insertWebhook(tx: Tx, webhook: Webhook, secretSealed: string): Promise<void> {
  const { id, createdAt } = webhook;
  const columns = toWebhookColumns(webhook);
  await tx
    .insertInto('webhooks')
    .values({
      ...{ id, ...columns, created_at: createdAt, secret_sealed: secretSealed, lease: 0, locked_until: null },
      ...{ previous_secret_sealed: null, previous_secret_until: null },
    })
    .execute();
}

/** Call with what was locked in the same transaction: everything but its secrets is as given then. */
export async function updateWebhook(tx: Tx, webhook: Webhook): Promise<void> {
  await tx.updateTable('webhooks').set(toWebhookColumns(webhook)).where('id', '=', webhook.id).execute();
}

export async function updateSecrets(tx: Tx, id: string, sealed: SealedSecrets): Promise<void> {
  await tx
    .updateTable('webhooks')
    .set({
      secret_sealed: sealed.secret,
      previous_secret_sealed: sealed.previous,
      previous_secret_until: sealed.previousUntil,
    })
    .where('id', '=', id)
    .execute();
}

export async function getSecretSealed(db: Db, id: string): Promise<string> {
  const row = await db
    .selectFrom('webhooks')
    .select('secret_sealed')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.secret_sealed;
}

export async function deleteWebhook(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('webhooks').where('id', '=', id).execute();
}

/** Secrets that no longer sign; returns how many. */
export async function forgetOldSecrets(tx: Tx, now: number): Promise<number> {
  const forgotten = await tx
    .updateTable('webhooks')
    .set({ previous_secret_sealed: null, previous_secret_until: null })
    .where('previous_secret_until', '<=', now)
    .returning('id')
    .execute();
  return forgotten.length;
}
