import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Db } from '#platform/db/schema.ts';
import { findHead, listChain } from './audit.store.ts';
import type { ChainReport } from './audit.types.ts';
import {
  chainStart,
  checkEntry,
  checkHead,
  type ChainProblem,
  type ChainProgress,
  type Mac,
} from './chain.rules.ts';

/** A few milliseconds of work, after which other requests have their turn. */
const pageSize = 500;

interface ChainWalk {
  end: ChainProgress;
  problem: ChainProblem | undefined;
}

export interface Verifier {
  db: Db;
  mac: Mac;
  onProgress: ((checked: number) => void) | undefined;
}

/** Checks page by page from where `from` ended to the last entry, or to number `upTo`. */
async function walkChain(
  { db, mac, onProgress }: Verifier,
  from: ChainProgress,
  upTo = Number.MAX_SAFE_INTEGER,
): Promise<ChainWalk> {
  let end = from;
  for (;;) {
    // From the very start without a lower bound, so that an entry smuggled in below 1 is seen.
    const after = end.seq === 0 ? undefined : end.seq;
    const page = await listChain(db, { after, upTo, limit: pageSize });
    for (const row of page) {
      const problem = checkEntry(mac, end, row);
      if (problem) return { end, problem };
      end = { seq: row.seq, hash: row.hash };
    }
    onProgress?.(end.seq);
    if (page.length < pageSize) return { end, problem: undefined };
    // SQLite answers at once: without this nothing else of the process would run until the end.
    await nextTurn();
  }
}

/** See AuditService.verify. */
export async function verifyChain(verifier: Verifier): Promise<ChainReport> {
  let walk = await walkChain(verifier, chainStart);
  // Read after the entries: whatever was appended meanwhile is below the head by now.
  const head = await findHead(verifier.db);
  if (!walk.problem && head && head.seq > walk.end.seq) walk = await walkChain(verifier, walk.end, head.seq);
  const { end, problem = checkHead(verifier.mac, end, head) } = walk;
  return problem
    ? { isIntact: false, entries: end.seq, ...problem }
    : { isIntact: true, entries: end.seq, headHash: end.hash };
}
