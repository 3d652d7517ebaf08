import { expect, test } from 'vitest';
import { attentionIn } from './attention.rules.ts';
import type { Facts } from './overview.types.ts';

const calm: Facts = {
  administrators: 2,
  administratorsWithoutFactor: 0,
  mailsFailed: 0,
  logoutsFailed: 0,
  deletionsDueSoon: 0,
  importsInterrupted: 0,
  secretsExpiring: 0,
  webhookEventsFailed: 0,
  webhooksFailing: 0,
  webhooksPaused: 0,
  signingKeyAgeDays: 365,
  signInFailures: 19,
  usualSignInFailures: 0,
};

test('where all is well, nothing needs attention', () => {
  expect(attentionIn(calm)).toEqual([]);
  expect(attentionIn({ ...calm, signingKeyAgeDays: null })).toEqual([]);
});

test.each([
  [{ administratorsWithoutFactor: 2 }, 'administrators_without_factor', 'warning', 2],
  [{ mailsFailed: 3 }, 'mails_failed', 'warning', 3],
  [{ logoutsFailed: 4 }, 'logouts_failed', 'warning', 4],
  [{ signInFailures: 20 }, 'sign_in_failures', 'warning', 20],
  [{ signInFailures: 301, usualSignInFailures: 100 }, 'sign_in_failures', 'warning', 301],
  [{ webhooksPaused: 1 }, 'webhooks_paused', 'warning', 1],
  [{ webhooksFailing: 2 }, 'webhooks_failing', 'warning', 2],
  [{ webhookEventsFailed: 3 }, 'webhook_events_failed', 'warning', 3],
  [{ administrators: 1 }, 'one_administrator', 'notice', 1],
  [{ importsInterrupted: 1 }, 'import_interrupted', 'notice', 1],
  [{ secretsExpiring: 2 }, 'application_secrets_expiring', 'notice', 2],
  [{ deletionsDueSoon: 5 }, 'deletions_due_soon', 'notice', 5],
  [{ signingKeyAgeDays: 366 }, 'signing_key_old', 'notice', 366],
] as const)('%o is %s', (facts, ...[code, severity, count]) => {
  expect(attentionIn({ ...calm, ...facts })).toEqual([{ code, severity, count }]);
});

test('as many failures as usual are nothing new', () => {
  expect(attentionIn({ ...calm, signInFailures: 300, usualSignInFailures: 100 })).toEqual([]);
});

test('warnings come first', () => {
  const found = attentionIn({ ...calm, administrators: 1, mailsFailed: 1 });
  expect(found.map(({ code }) => code)).toEqual(['mails_failed', 'one_administrator']);
});
