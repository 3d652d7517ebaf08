import type { AuditAction, UsageName } from '@ostiary/contract';
import type { NewAuditEntry } from './audit.types.ts';

/** What the log notes anyway is counted here, in one place. */
const counted: Readonly<Partial<Record<AuditAction, UsageName>>> = {
  'user.sign_up': 'sign_up.succeeded',
  'password.recover': 'password.recovered',
  'factor.refuse': 'sign_in.second_factor',
  'token.create': 'token.static',
  'token.refresh_replayed': 'refresh.reused',
  'oauth.code_replayed': 'refresh.reused',
  'mail.fail': 'mail.failed',
};

const closedReasons: readonly unknown[] = ['inactive', 'unverified'];

/** What an entry counts as; undefined for what is not counted. */
export function usageOf({ action, outcome, details }: NewAuditEntry): UsageName | undefined {
  if (action === 'user.adopt') return outcome === 'success' ? 'sign_up.adopted' : undefined;
  if (action !== 'session.sign_in') return counted[action];
  if (outcome === 'success') return 'sign_in.succeeded';
  return closedReasons.includes(details?.['reason']) ? 'sign_in.inactive' : 'sign_in.wrong_credentials';
}
