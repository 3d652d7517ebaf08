import { sql } from 'kysely';
import type { Db, Tx } from '#platform/db/schema.ts';
import { toSealedSecrets, toWebhook, type SealedSecrets, type WebhookRow } from '../webhooks.table.ts';
import type { Webhook } from '../webhooks.types.ts';

/** One that is this process's to send to, until it is settled, released, or the time is over. */
export interface Lease {
  webhook: Webhook;
  sealed: SealedSecrets;
  /** Says whose it is: a later one counts higher. */
  number: number;
  /** From then on others may take it: the process that had it is gone. */
  until: number;
}

function toLease(row: WebhookRow): Lease {
  const until = row.locked_until ?? 0;
  return { webhook: toWebhook(row), sealed: toSealedSecrets(row), number: row.lease, until };
}

export interface DueQuery {
  now: number;
  /** The newest event there is. */
  newest: number;
  exceptIds: readonly string[];
}

/** `isAsked`: something is to be sent that somebody asked for; else there may be events that it wants. */
export interface Due {
  webhook: Webhook;
  isAsked: boolean;
}

/** Those that nobody sends to and that something may be due for, the longest due first. There are few webhooks. */
export async function listDue(db: Db, { now, newest, exceptIds }: DueQuery): Promise<Due[]> {
  // Written as the index of those that wait has it.
  const isAsked = sql<boolean>`exists (
    select 1 from webhook_deliveries
    where webhook_deliveries.webhook_id = webhooks.id and webhook_deliveries.kind <> 'event'
      and delivered_at is null and failed_at is null)`;
  let due = db
    .selectFrom('webhooks')
    .selectAll('webhooks')
    .select(sql<number>`case when ${isAsked} then 1 else 0 end`.as('is_asked'))
    .where((eb) => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<=', now)]))
    .where((eb) =>
      eb.or([
        eb.and([eb('is_active', '=', 1), eb('next_attempt_at', '<=', now), eb('cursor_id', '<', newest)]),
        isAsked,
      ]),
    )
    .orderBy('next_attempt_at')
    .orderBy('id');
  if (exceptIds.length > 0) due = due.where('id', 'not in', exceptIds);
  const rows = await due.execute();
  return rows.map((row) => ({ webhook: toWebhook(row), isAsked: row.is_asked === 1 }));
}

/** Undefined when somebody else has it: of many who ask at once one gets it. */
export async function consumeLease(
  tx: Tx,
  { id, now, until }: { id: string; now: number; until: number },
): Promise<Lease | undefined> {
  const row = await tx
    .updateTable('webhooks')
    .set((eb) => ({ locked_until: until, lease: eb('lease', '+', 1) }))
    .where('id', '=', id)
    .where((eb) => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<=', now)]))
    .returningAll()
    .executeTakeFirst();
  return row && toLease(row);
}

/** As it is by now, locked until the transaction ends; undefined when somebody else took it, or it is gone. */
export async function extendLease(tx: Tx, lease: Lease, until: number): Promise<Lease | undefined> {
  const row = await tx
    .updateTable('webhooks')
    .set({ locked_until: until })
    .where('id', '=', lease.webhook.id)
    .where('lease', '=', lease.number)
    .returningAll()
    .executeTakeFirst();
  return row && toLease(row);
}

export async function releaseLease(tx: Tx, lease: Lease): Promise<void> {
  await tx
    .updateTable('webhooks')
    .set({ locked_until: null })
    .where('id', '=', lease.webhook.id)
    .where('lease', '=', lease.number)
    .execute();
}
