import { existsSync } from 'node:fs';
import type { Config } from '#config';
import { createAuditService } from '#modules/audit';
import { systemClock } from '#platform/clock.ts';
import { openDatabase } from '#platform/db/database.ts';
import { UnsupportedSchemaError } from '#platform/db/schema-state.ts';
import { findDamage } from '#platform/db/sqlite/integrity.ts';
import { createIds } from '#platform/ids.ts';
import { createSealer } from '#platform/sealing.ts';
import { CommandFailure } from '../command-io.ts';

/** What was found in a copy that is whole. */
export interface ExaminedBackup {
  migrations: number;
  auditEntries: number;
  /** Of the last audit entry: kept elsewhere, it shows whether a copy is the newest. */
  auditHead: string;
}

function requireWhole(file: string): void {
  if (!existsSync(file)) throw new CommandFailure(`There is no file ${file}.`);
  let damage: string[];
  try {
    damage = findDamage(file);
  } catch (error) {
    throw new CommandFailure(`${file} is not a database that can be read.`, { cause: error });
  }
  if (damage.length === 0) return;
  throw new CommandFailure(`${file} is damaged.`, {
    details: damage.map((message) => ({ path: file, message })),
    hint: 'Take another backup.',
  });
}

/**
 * Proves that a copy can be gone on with: every page and reference, a schema that this version works on, and the
 * audit log to its last entry under this master key. Errors: CommandFailure that says what is wrong.
 */
export async function examineBackup(file: string, config: Config): Promise<ExaminedBackup> {
  requireWhole(file);
  const database = await openDatabase({ url: `sqlite:${file}` });
  try {
    const state = await database.schemaState();
    if (state.applied.length === 0) throw new CommandFailure(`${file} is no database of Ostiary.`);
    if (!state.isSupported) throw new UnsupportedSchemaError(state);
    const audit = createAuditService({
      ...{ database, clock: systemClock, newId: createIds(systemClock) },
      sealer: createSealer(config.secrets.master),
    });
    const report = await audit.verify();
    if (!report.isIntact) {
      throw new CommandFailure(`The audit log in ${file} does not verify: ${report.reason}`, {
        hint: 'It was altered, or belongs to another OSTIARY_SECRET: a copy is worth nothing without its own.',
      });
    }
    return {
      migrations: state.applied.length,
      auditEntries: report.entries,
      auditHead: report.headHash,
    };
  } finally {
    await database.close();
  }
}
