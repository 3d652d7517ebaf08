import type { Attention, Facts } from './overview.types.ts';

/** A key that is older was seen by many. */
const oldKeyDays = 365;
/** Fewer failures are people who mistype. */
const fewFailures = 20;
const unusualFactor = 3;

type Rule = (facts: Facts) => number;

/** How many of each need attention; none for zero. */
const warnings: Partial<Record<Attention['code'], Rule>> = {
  administrators_without_factor: (facts) => facts.administratorsWithoutFactor,
  sign_in_failures({ signInFailures, usualSignInFailures }) {
    const isUnusual = signInFailures >= fewFailures && signInFailures > unusualFactor * usualSignInFailures;
    return isUnusual ? signInFailures : 0;
  },
  mails_failed: (facts) => facts.mailsFailed,
  logouts_failed: (facts) => facts.logoutsFailed,
  webhooks_paused: (facts) => facts.webhooksPaused,
  webhooks_failing: (facts) => facts.webhooksFailing,
  webhook_events_failed: (facts) => facts.webhookEventsFailed,
};

const notices: Partial<Record<Attention['code'], Rule>> = {
  one_administrator: ({ administrators }) => (administrators === 1 ? 1 : 0),
  import_interrupted: (facts) => facts.importsInterrupted,
  application_secrets_expiring: (facts) => facts.secretsExpiring,
  deletions_due_soon: (facts) => facts.deletionsDueSoon,
  signing_key_old: ({ signingKeyAgeDays }) =>
    signingKeyAgeDays !== null && signingKeyAgeDays > oldKeyDays ? signingKeyAgeDays : 0,
};

function judge(rules: typeof warnings, severity: Attention['severity'], facts: Facts): Attention[] {
  return Object.entries(rules)
    .map(([code, rule]) => ({ code: code as Attention['code'], severity, count: rule(facts) }))
    .filter(({ count }) => count > 0);
}

/** What somebody should look at, the worst first. */
export function attentionIn(facts: Facts): Attention[] {
  return [...judge(warnings, 'warning', facts), ...judge(notices, 'notice', facts)];
}
