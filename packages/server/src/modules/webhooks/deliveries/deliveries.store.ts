import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import type { Db, Tables, Tx } from '#platform/db/schema.ts';
import { pruneSlice } from '#platform/db/pruning.ts';
import { toDelivery, toDeliveryRow } from './deliveries.table.ts';
import type { Delivery, DeliveryQuery, DeliveryStatus } from './deliveries.types.ts';

type Builder = ExpressionBuilder<Tables, 'webhook_deliveries'>;

/** Neither accepted nor given up. */
function isOpen(eb: Builder): Expression<SqlBool> {
  return eb.and([eb('delivered_at', 'is', null), eb('failed_at', 'is', null)]);
}

const standing: Record<DeliveryStatus, (eb: Builder) => Expression<SqlBool>> = {
  waiting: isOpen,
  delivered: (eb) => eb('delivered_at', 'is not', null),
  failed: (eb) => eb('failed_at', 'is not', null),
};

/** Newest first; `limit` counts. */
export async function listDeliveries(db: Db, webhookId: string, query: DeliveryQuery): Promise<Delivery[]> {
  const { limit, status, before } = query;
  let select = db
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('webhook_id', '=', webhookId)
    .orderBy('id', 'desc')
    .limit(limit);
  if (status !== undefined) select = select.where(standing[status]);
  if (before !== undefined) select = select.where('id', '<', before);
  return (await select.execute()).map(toDelivery);
}

export async function findDelivery(db: Db, webhookId: string, id: string): Promise<Delivery | undefined> {
  const row = await db
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('id', '=', id)
    .where('webhook_id', '=', webhookId)
    .executeTakeFirst();
  return row && toDelivery(row);
}

/** Of one webhook, the oldest first: what was asked for, and at most a few that are tried again in their order. */
export async function listOpenDeliveries(db: Db, webhookId: string, limit: number): Promise<Delivery[]> {
  const rows = await db
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('webhook_id', '=', webhookId)
    .where(isOpen)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(toDelivery);
}

export async function insertDelivery(tx: Tx, delivery: Delivery): Promise<void> {
  await tx.insertInto('webhook_deliveries').values(toDeliveryRow(delivery)).execute();
}

/** As it is by now, whether it was there before or not. */
export async function saveDelivery(tx: Tx, delivery: Delivery): Promise<void> {
  const { id, ...columns } = toDeliveryRow(delivery);
  await tx
    .insertInto('webhook_deliveries')
    .values({ id, ...columns })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute();
}

/** Those that are tried again in their order: anew from now on. */
export async function restartOpenDeliveries(tx: Tx, webhookId: string, now: number): Promise<void> {
  await tx
    .updateTable('webhook_deliveries')
    .set({ attempts: 0, next_attempt_at: now })
    .where('webhook_id', '=', webhookId)
    .where('kind', '=', 'event')
    .where(isOpen)
    .execute();
}

/** While it is paused nothing is tried, however due. */
export async function suspendOpenDeliveries(tx: Tx, webhookId: string): Promise<void> {
  await tx
    .updateTable('webhook_deliveries')
    .set({ next_attempt_at: null })
    .where('webhook_id', '=', webhookId)
    .where('kind', '=', 'event')
    .where(isOpen)
    .execute();
}

/** Nobody will try these again. */
export async function closeDeliveries(tx: Tx, ids: readonly string[], now: number): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('webhook_deliveries')
    .set({ failed_at: now, next_attempt_at: null })
    .where('id', 'in', ids)
    .where(isOpen)
    .execute();
}

const keepMs = 14 * 24 * 60 * 60 * 1000;

/** Deletes a slice of those that are over, two weeks after they were made; returns how many. */
export async function deleteOldDeliveries(tx: Tx, now: number): Promise<number> {
  const due = tx
    .selectFrom('webhook_deliveries')
    .select('id')
    .where('created_at', '<', now - keepMs)
    .where((eb) => eb.not(isOpen(eb)))
    .limit(pruneSlice);
  const deleted = await tx.deleteFrom('webhook_deliveries').where('id', 'in', due).returning('id').execute();
  return deleted.length;
}
