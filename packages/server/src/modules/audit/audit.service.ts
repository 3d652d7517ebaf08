import type { UsageName } from '@ostiary/contract';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { NewId } from '#platform/ids.ts';
import type { Db } from '#platform/db/schema.ts';
import type { Sealer } from '#platform/sealing.ts';
import { isByTime, listNewest, searchEntries } from './audit-search.ts';
import { exportPages } from './audit-export.ts';
import { findHead, insertEntry, takeNextSeq, updateHead } from './audit.store.ts';
import type { AuditService, ChainReport } from './audit.types.ts';
import { verifyChain } from './audit-verification.ts';
import { buildRow, isSealed, sealOf, type Mac } from './chain.rules.ts';
import { usageOf } from './usage.rules.ts';

export interface AuditDeps {
  database: Database;
  clock: Clock;
  newId: NewId;
  sealer: Sealer;
  /** Told what of it is counted. What is undone afterwards stays counted: these are figures, not the log. */
  usage?: { count(name: UsageName): void };
}

const macOf =
  (sealer: Sealer): Mac =>
  (purpose, text) =>
    sealer.mac(purpose, text).toString('base64url');

/** For a database that nobody writes to, such as a backup. See AuditService.verify. */
export async function verifyAuditLog(db: Db, sealer: Sealer): Promise<ChainReport> {
  return verifyChain({ db, mac: macOf(sealer), onProgress: undefined });
}

/** The audit log. Entries are made only here and never changed. */
export function createAuditService(deps: AuditDeps): AuditService {
  const { database, clock, newId, sealer } = deps;
  const mac = macOf(sealer);
  const record: AuditService['record'] = async (tx, act, entry) => {
    const next = await takeNextSeq(tx);
    if (!next) throw new Error('The head of the audit chain is missing from the database.');
    const position = { seq: next.seq, prevHash: next.hash, id: newId(), at: clock.nowMs() };
    const row = buildRow(mac, { act, entry, ...position });
    await insertEntry(tx, row);
    await updateHead(tx, row.hash, sealOf(mac, row.seq, row.hash));
    const name = usageOf(entry);
    if (name !== undefined) deps.usage?.count(name);
  };
  return {
    record,
    list: listNewest,
    search: (db, search) => searchEntries(db, search),
    isByTime,
    exportPages: (act, filter, order = 'seq') => exportPages({ database, record }, act, { filter, order }),
    async hasOwnHead() {
      const head = await findHead(database.db);
      return head !== undefined && isSealed(mac, head);
    },
    verify: (onProgress) => verifyChain({ db: database.db, mac, onProgress }),
  };
}
