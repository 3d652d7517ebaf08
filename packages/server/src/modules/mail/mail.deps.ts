import type { UsageName } from '@ostiary/contract';
import type { Config } from '#config';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Tx } from '#platform/db/schema.ts';
import type { NewId } from '#platform/ids.ts';
import type { Sealer } from '#platform/sealing.ts';

/** Nobody: Ostiary itself, from nowhere. */
interface SystemAct {
  actor: { type: 'system'; id: null };
  origin: { address: null; userAgent: null; requestId: null };
}

/** What mail needs of the audit log, which stands beside it. */
export interface MailAudit {
  record(
    tx: Tx,
    act: SystemAct,
    entry: {
      action: 'mail.fail';
      outcome: 'failure';
      target: { type: string; id: string };
      details: Record<string, string | number>;
    },
  ): Promise<void>;
}

export interface MailDeps {
  database: Database;
  clock: Clock;
  newId: NewId;
  sealer: Sealer;
  audit: MailAudit;
  usage?: { count(name: UsageName): void };
  config: Config['mail'];
  /** The public base URL. */
  publicUrl: string;
  /** Told what a server under development would send: its links, one line each. */
  print?: (line: string) => void;
  /** Told what no request sees, such as a mail server that does not answer. */
  onError?: (error: unknown) => void;
}
