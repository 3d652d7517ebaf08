import { fakeClock, type FakeClock, type TestDatabase } from '@ostiary/testkit';
import type { Config } from '#config';
import { createIds } from '#platform/ids.ts';
import { createSealer } from '#platform/sealing.ts';
import { createAuditService } from '../audit/audit.service.ts';
import type { AuditEntry } from '../audit/audit.types.ts';
import { createMailService } from './mail.service.ts';
import type { MailService, MailTemplate, NewMail } from './mail.types.ts';

const publicUrl = 'https://id.example';

export interface MailWorld {
  clock: FakeClock;
  /** What a server under development would have printed. */
  printed: string[];
  /** What was told to `onError`. */
  errors: string[];
  /** Another process on the same database. */
  service(config?: Partial<Config['mail']>): MailService;
  enqueue<T extends MailTemplate>(service: MailService, ...mails: NewMail<T>[]): Promise<void>;
  rows(): Promise<Record<string, unknown>[]>;
  audited(): Promise<AuditEntry[]>;
}

export function createMailWorld({ database }: TestDatabase): MailWorld {
  const clock = fakeClock();
  const newId = createIds(clock);
  const sealer = createSealer('a master key of at least thirty-two characters');
  const audit = createAuditService({ database, clock, newId, sealer });
  const [printed, errors]: [string[], string[]] = [[], []];
  return {
    clock,
    printed,
    errors,
    service: (config = {}) =>
      createMailService({
        ...{ database, clock, newId, sealer, audit, publicUrl },
        config: {
          ...{ transport: 'console', smtpUrl: null, from: 'Ostiary <no-reply@id.example>', templates: null },
          ...config,
        },
        print: (line) => printed.push(line),
        onError: (error) => errors.push(error instanceof Error ? error.message : String(error)),
      }),
    enqueue: (service, ...mails) =>
      database.write(async (tx) => {
        for (const mail of mails) await service.enqueue(tx, mail);
      }),
    rows: () => database.db.selectFrom('mail_outbox').selectAll().orderBy('id').execute(),
    audited: () => audit.list(database.db, { limit: 100, action: 'mail.fail' }),
  };
}

/** A mail to set a password anew, with a link that nobody else has. */
export function resetMail(to = 'ann@example.com'): NewMail<'reset-password'> {
  return {
    ...{ template: 'reset-password', to, language: 'en' },
    values: { link: linkFor(to), minutes: '30' },
  };
}

export function linkFor(to = 'ann@example.com'): string {
  return `${publicUrl}/reset-password?token=secret-of-${to}`;
}
