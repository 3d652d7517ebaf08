import { createHmac, createSecretKey } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteConnection from 'better-sqlite3';
import {
  createAuditService,
  type Act,
  type AuditService,
} from '../../packages/server/src/modules/audit/index.ts';
import { systemClock } from '../../packages/server/src/platform/clock.ts';
import { openDatabase, type Database } from '../../packages/server/src/platform/db/database.ts';
import { createIds } from '../../packages/server/src/platform/ids.ts';
import { createSealer } from '../../packages/server/src/platform/sealing.ts';
import { interleave } from '../support/load.ts';
import { atLeast, below, type BenchOptions, type Figure } from './case.ts';

const entryCount = 300_000;
const entriesPerCommit = 2_000;
const rowsPerRead = 500;

const newId = createIds(systemClock);

function signIn(userId: string): Act {
  return {
    actor: { type: 'user', id: userId },
    origin: {
      address: '203.0.113.7',
      userAgent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)',
      requestId: newId(),
    },
  };
}

async function fill(database: Database, audit: AuditService): Promise<void> {
  for (let done = 0; done < entryCount; done += entriesPerCommit) {
    await database.write(async (tx) => {
      for (let index = 0; index < entriesPerCommit; index++) {
        const id = newId();
        await audit.record(tx, signIn(id), {
          action: 'session.sign_in',
          outcome: 'success',
          target: { type: 'user', id },
          details: { session_id: newId(), amr: ['pwd'] },
        });
      }
    });
  }
}

/** Nothing but reading every column of every row and one HMAC-SHA-256 over as many bytes as an entry has. */
function readAndHash(file: string): number {
  const raw = new SqliteConnection(file, { readonly: true });
  const page = raw.prepare<[number, number], { seq: number }>(
    'select * from audit_entries where seq > ? order by seq limit ?',
  );
  const key = createSecretKey(Buffer.alloc(32, 7));
  let after = 0;
  for (;;) {
    const rows = page.all(after, rowsPerRead);
    for (const row of rows) {
      const { hash: _hash, ...covered } = row as { seq: number; hash: string };
      createHmac('sha256', key).update(Object.values(covered).join()).digest('base64url');
    }
    const last = rows.at(-1);
    if (!last) break;
    after = last.seq;
  }
  raw.close();
  return after;
}

async function rateOf(work: () => number | Promise<number>): Promise<number> {
  const startedAt = performance.now();
  const entries = await work();
  if (entries !== entryCount) throw new Error(`${String(entries)} entries instead of ${String(entryCount)}`);
  return (entries * 1000) / (performance.now() - startedAt);
}

/** `audit verify` against bare reads and HMACs of the same rows, on SQLite in a file. */
export async function auditCase({ rounds }: BenchOptions): Promise<Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'ostiary-bench-'));
  const file = join(directory, 'ostiary.sqlite');
  const database = await openDatabase({ url: `sqlite:${file}`, isEphemeral: true });
  try {
    await database.migrate();
    const sealer = createSealer('a master key of at least thirty-two characters');
    const audit = createAuditService({ database, clock: systemClock, newId, sealer });
    await fill(database, audit);
    const verify = async (): Promise<number> => {
      const report = await audit.verify();
      return report.isIntact ? report.entries : -1;
    };
    const { a, b, ratio } = await interleave(
      rounds,
      () => rateOf(verify),
      () => rateOf(() => readAndHash(file)),
    );
    const details = `${a.toFixed(0)}/s against ${b.toFixed(0)}/s, ${String(entryCount)} entries`;
    return [
      { name: 'audit verify / bare reads and HMACs', ...atLeast(ratio, 0.5), details },
      { name: 'audit verify, an entry', ...below(1e6 / a, 10, 'µs'), details },
    ];
  } finally {
    await database.close();
    await rm(directory, { recursive: true, force: true });
  }
}
