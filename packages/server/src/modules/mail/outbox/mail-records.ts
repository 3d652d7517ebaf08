import { AppError } from '#platform/errors.ts';
import type { MailDeps } from '../mail.deps.ts';
import type { MailRecord, MailRecords } from '../mail.types.ts';
import { findMailRecord, keepFailedMs, listMailRecords, updateToResent } from './mail-records.store.ts';

type RecordDeps = Pick<MailDeps, 'database' | 'clock' | 'audit'>;

function refusalOf({ status, failedAt, resendUntil }: MailRecord, now: number): AppError {
  if (status === 'sent') return new AppError('mail.sent_already');
  const isForgotten = failedAt !== null && (resendUntil === null || failedAt <= now - keepFailedMs);
  return new AppError(isForgotten ? 'mail.forgotten' : 'mail.under_way');
}

/** What is known of mails, for those who look after the server. `wake` starts a round of delivery; null: mail is off. */
export function createMailRecords(deps: RecordDeps, wake: (() => void) | null): MailRecords {
  const { database, clock, audit } = deps;
  const get = async (id: string): Promise<MailRecord> => {
    const found = await findMailRecord(database.db, id);
    if (!found) throw new AppError('mail.not_found');
    return found;
  };
  return {
    async list({ limit, ...search }) {
      const found = await listMailRecords(database.db, { ...search, limit: limit + 1 });
      const items = found.slice(0, limit);
      return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
    get,
    async resend(act, id) {
      const { template } = await get(id);
      if (wake === null) throw new AppError('mail.off');
      const now = clock.nowMs();
      const isDue = await database.write(async (tx) => {
        if (!(await updateToResent(tx, id, now))) return false;
        const target = { type: 'mail', id };
        await audit.record(tx, act, {
          ...{ action: 'mail.resend', outcome: 'success', target, details: { template } },
        });
        return true;
      });
      if (!isDue) throw refusalOf(await get(id), now);
      wake();
      return get(id);
    },
  };
}
