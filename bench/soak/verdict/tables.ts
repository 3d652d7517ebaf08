/** A table that grows by design, and what by. */
export interface GrowthByDesign {
  reason: string;
  /** What is counted against its rows. */
  per: 'audited answers' | 'steps of the calendar';
  least: number;
  most: number;
}

/** Kinds of requests that are written into the audit log, each as at least one entry. */
export const auditedKinds: readonly string[] = [
  'sign-up',
  'sign-in',
  'sign-in form',
  'sign-in, wrong password',
  'sign-out',
  'sign-out form',
  'authorize',
  'revocation',
  'static token',
  'refresh, replayed',
  'recovery',
  'asks to be deleted',
  'management, roles',
  'management, changes',
  'management, access',
  'management, deletes',
  'management, blocks',
  'management, creates',
  'export',
  'device',
];

export const growingTables: Readonly<Record<string, GrowthByDesign>> = {
  audit_entries: {
    reason: 'the audit log is never pruned',
    per: 'audited answers',
    least: 0.85,
    most: 1.15,
  },
  usage_counts: {
    reason: 'counted by the hour, and kept for 400 days: an hour or two of each step',
    per: 'steps of the calendar',
    least: 5,
    most: 60,
  },
};
