import type { TestDatabase } from '@ostiary/testkit';
import { createAuditService } from '#modules/audit';
import { createIds } from '#platform/ids.ts';
import { createSealer } from '#platform/sealing.ts';
import { recordingMail, type RecordedMail } from '../../mail/mail.fixture.ts';
import { createSessionsFixture, type SessionsFixture } from '../../sessions/sessions.fixture.ts';
import type { DeletionService } from '../own-accounts.types.ts';
import { createDeletionService } from './deletion.service.ts';

const graceSeconds = 30 * 86_400;
export const graceMs = graceSeconds * 1000;

export interface DeletionWorld {
  fixture: SessionsFixture;
  deletion: DeletionService;
  mails: RecordedMail[];
  failures: unknown[];
}

export function createDeletionWorld(store: TestDatabase, deletionGraceSeconds = graceSeconds): DeletionWorld {
  const fixture = createSessionsFixture(store);
  const { clock, users, sessions } = fixture;
  const { database } = store;
  const sealer = createSealer('a master key of at least thirty-two characters');
  const audit = createAuditService({ database, clock, newId: createIds(clock), sealer });
  const mail = recordingMail();
  const failures: unknown[] = [];
  const deletion = createDeletionService({
    ...{ database, clock, sealer, audit, users, sessions, mail },
    config: { account: { deletionGraceSeconds }, publicUrl: 'https://id.example' },
    onBackgroundError: (error) => failures.push(error),
  });
  return { fixture, deletion, mails: mail.mails, failures };
}
