import type { UsageName } from '@ostiary/contract';
import type { Config } from '#config';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import type { Tx } from '#platform/db/schema.ts';
import type { NewId } from '#platform/ids.ts';
import type { Sealer } from '#platform/sealing.ts';
import type { Spans } from '#platform/tracing/spans.ts';

/** Who acts, and from where, as the audit log writes it. */
export interface MailAct {
  actor: { type: 'user' | 'anonymous' | 'system' | 'command'; id: string | null };
  origin: {
    address: string | null;
    userAgent: string | null;
    requestId: string | null;
    acceptLanguage?: string | null;
  };
}

/** What mail needs of the audit log, which stands beside it. */
export interface MailAudit {
  record(
    tx: Tx,
    act: MailAct,
    entry: {
      action: 'mail.fail' | 'mail.resend';
      outcome: 'success' | 'failure';
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
  /** Told how long sending takes. */
  spans?: Spans;
  config: Config['mail'];
  /** The public base URL. */
  publicUrl: string;
  /** Told what a server under development would send: its links, one line each. */
  print?: (line: string) => void;
  /** Told what no request sees, such as a mail server that does not answer. */
  onError?: (error: unknown) => void;
}
