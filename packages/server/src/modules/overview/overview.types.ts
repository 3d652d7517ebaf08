import type { attentionCodes } from '@ostiary/contract';
import type { DialectName } from '#platform/db/schema.ts';

/** A count that stops at a bound. */
export interface Bounded {
  count: number;
  isMore: boolean;
}

export interface Attention {
  code: (typeof attentionCodes)[number];
  severity: 'warning' | 'notice';
  /** How many: mails, accounts, days … whatever the code speaks of. */
  count: number;
}

/** What there is to judge. Counts stop at a bound, where nobody counts on. */
export interface Facts {
  administrators: number;
  administratorsWithoutFactor: number;
  mailsFailed: number;
  logoutsFailed: number;
  deletionsDueSoon: number;
  importsInterrupted: number;
  secretsExpiring: number;
  /** Events that were given up lately. */
  webhookEventsFailed: number;
  /** For more than an hour. */
  webhooksFailing: number;
  /** Not by anybody, but because nothing arrived. */
  webhooksPaused: number;
  /** Null for a secret of the configuration, or none. */
  signingKeyAgeDays: number | null;
  /** In the last day. */
  signInFailures: number;
  /** A day, of the week before it. */
  usualSignInFailures: number;
}

export interface FirstSteps {
  hasService: boolean;
  hasApplication: boolean;
  hasOtherUser: boolean;
}

export interface Overview {
  users: { count: number; isEstimate: boolean };
  sessions: Bounded;
  health: {
    database: DialectName;
    databaseBytes: number | null;
    isMailOn: boolean;
    mailsWaiting: number;
    signingKeyCreatedAt: number | null;
    startedAt: number;
  };
  attention: Attention[];
  firstSteps: FirstSteps;
}

export interface OverviewService {
  /** How things stand. Costs the same however many users there are. */
  read(): Promise<Overview>;
}
