import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { NewId } from '#platform/ids.ts';
import type { Sealer } from '#platform/sealing.ts';
import { findHead, insertEntry, listChain, listEntries, takeNextSeq, updateHead } from './audit.store.ts';
import type { AuditService, ChainReport } from './audit.types.ts';
import {
  buildRow,
  chainStart,
  checkEntry,
  checkHead,
  sealOf,
  type ChainProblem,
  type ChainProgress,
  type Mac,
} from './chain.rules.ts';

export interface AuditDeps {
  database: Database;
  clock: Clock;
  newId: NewId;
  sealer: Sealer;
}

const pageSize = 500;

interface Walk {
  end: ChainProgress;
  problem: ChainProblem | undefined;
}

interface Walker {
  database: Database;
  mac: Mac;
  onProgress: ((checked: number) => void) | undefined;
}

/** Checks page by page from where `from` ended to the last entry, or to number `upTo`. */
async function walkChain(
  { database, mac, onProgress }: Walker,
  from: ChainProgress,
  upTo?: number,
): Promise<Walk> {
  let end = from;
  for (;;) {
    // From the very start without a lower bound, so that an entry smuggled in below 1 is seen.
    const after = end.seq === 0 ? undefined : end.seq;
    const page = await listChain(database.db, { after, upTo, limit: pageSize });
    for (const row of page) {
      const problem = checkEntry(mac, end, row);
      if (problem) return { end, problem };
      end = { seq: row.seq, hash: row.hash };
    }
    onProgress?.(end.seq);
    if (page.length < pageSize) return { end, problem: undefined };
  }
}

async function verifyChain(walker: Walker): Promise<ChainReport> {
  let walk = await walkChain(walker, chainStart);
  // Read after the entries: whatever was appended meanwhile is below the head by now.
  const head = await findHead(walker.database.db);
  if (!walk.problem && head && head.seq > walk.end.seq) walk = await walkChain(walker, walk.end, head.seq);
  const { end, problem = checkHead(walker.mac, end, head) } = walk;
  return problem
    ? { isIntact: false, entries: end.seq, ...problem }
    : { isIntact: true, entries: end.seq, headHash: end.hash };
}

/** The audit log. Entries are made only here and never changed. */
export function createAuditService(deps: AuditDeps): AuditService {
  const { database, clock, newId, sealer } = deps;
  const mac: Mac = (purpose, text) => sealer.mac(purpose, text).toString('base64url');
  return {
    async record(tx, act, entry) {
      const next = await takeNextSeq(tx);
      if (!next) throw new Error('The head of the audit chain is missing from the database.');
      const position = { seq: next.seq, prevHash: next.hash, id: newId(), at: clock.nowMs() };
      const row = buildRow(mac, { act, entry, ...position });
      await insertEntry(tx, row);
      await updateHead(tx, row.hash, sealOf(mac, row.seq, row.hash));
    },
    list: (db, query) => listEntries(db, query),
    verify: (onProgress) => verifyChain({ database, mac, onProgress }),
  };
}
