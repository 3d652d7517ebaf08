import type { Config } from '#config';
import { verifyAuditLog } from '#modules/audit';
import { canOpenActiveKey } from '#modules/keys';
import { examineSqliteFile, type ExaminedFile } from '#platform/db/sqlite/examine-file.ts';
import type { Db } from '#platform/db/schema.ts';
import { createSealer } from '#platform/sealing.ts';

export interface Examined extends ExaminedFile {
  /** Entries of the audit log whose chain was proven; null when that needs another master key. */
  auditEntries: number | null;
}

/** Whole, known to this version, and with an audit log that nobody has changed. */
export async function examineBackup(path: string, config: Config): Promise<Examined> {
  const sealer = createSealer(config.secrets.master);
  let auditEntries: number | null = null;
  const examineAudit = async (db: Db): Promise<string[]> => {
    // Under another master key every entry would look wrong.
    if ((await canOpenActiveKey(db, sealer)) === false) return [];
    const report = await verifyAuditLog(db, sealer);
    if (!report.isIntact) return [`The audit log was altered at entry ${report.firstBadSeq}.`];
    auditEntries = report.entries;
    return [];
  };
  const examined = await examineSqliteFile(path, examineAudit);
  return { ...examined, auditEntries };
}
