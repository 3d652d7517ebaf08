import type { Standing } from '#modules/mfa';
import type { User } from '#modules/users';

/** What somebody had better do about their account. Times in epoch milliseconds. */
export type Attention =
  | { kind: 'deletion'; dueAt: number }
  | { kind: 'factor-missing'; until: number }
  | { kind: 'unverified'; email: string }
  | { kind: 'few-codes'; left: number };

/** As many as one may use up before new ones are due. */
const fewCodes = 3;

export interface Situation {
  user: Pick<User, 'email' | 'emailVerifiedAt'>;
  /** Whether addresses are confirmed on this server at all. */
  verifiesEmail: boolean;
  standing: Standing;
  codesLeft: number;
  /** When the account is going to be deleted. */
  dueAt: number | undefined;
}

/** The most urgent first. */
export function attentionsOf({ user, verifiesEmail, standing, codesLeft, dueAt }: Situation): Attention[] {
  const found: Attention[] = [];
  if (dueAt !== undefined) found.push({ kind: 'deletion', dueAt });
  if (standing.graceEndsAt !== null) found.push({ kind: 'factor-missing', until: standing.graceEndsAt });
  if (verifiesEmail && user.email !== null && user.emailVerifiedAt === null) {
    found.push({ kind: 'unverified', email: user.email });
  }
  if (standing.has.length > 0 && codesLeft <= fewCodes) found.push({ kind: 'few-codes', left: codesLeft });
  return found;
}
