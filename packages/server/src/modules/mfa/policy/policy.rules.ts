import type { FactorKind, Standing } from '../mfa.types.ts';
import type { FoundFactors } from './policy.types.ts';

/** Whether one of these roles asks for a second factor. Names of roles are the same without regard to case. */
export function isFactorRequired(roles: readonly string[], required: readonly string[]): boolean {
  const wanted = new Set(required.map((name) => name.toLowerCase()));
  return roles.some((name) => wanted.has(name.toLowerCase()));
}

export interface StandingInput {
  hasTotp: boolean;
  hasPasskey: boolean;
  hasVoidPasskey: boolean;
  /** Recovery codes that are unused. */
  codesLeft: number;
  isRequired: boolean;
  /** Epoch milliseconds; null when no factor is missing. */
  requiredSince: number | null;
  graceMs: number;
}

/** Whether a password alone is not enough of somebody. */
export function hasAnyFactor(found: Omit<FoundFactors, 'requiredSince'>): boolean {
  return found.hasTotp || found.hasPasskey || found.hasVoidPasskey;
}

/**
 * Recovery codes are for whoever has lost another factor: alone they are none. Beside a passkey that is void they are
 * what is asked for, whether or not there is one left.
 */
function kindsOf({ hasTotp, hasPasskey, hasVoidPasskey, codesLeft }: StandingInput): FactorKind[] {
  const kinds: FactorKind[] = [];
  if (hasTotp) kinds.push('totp');
  if (hasPasskey) kinds.push('passkey');
  const isAllThereIs = hasVoidPasskey && kinds.length === 0;
  if (isAllThereIs || (kinds.length > 0 && codesLeft > 0)) kinds.push('recovery_code');
  return kinds;
}

export function standingOf(input: StandingInput): Standing {
  const { hasTotp, hasPasskey, isRequired, requiredSince, graceMs } = input;
  const has = kindsOf(input);
  const isMissing = isRequired && !hasTotp && !hasPasskey && requiredSince !== null;
  return { has, isRequired, graceEndsAt: isMissing ? requiredSince + graceMs : null };
}

/** Whether somebody has to set up a factor before anything else. */
export function isEnrolmentDue({ graceEndsAt }: Standing, now: number): boolean {
  return graceEndsAt !== null && graceEndsAt <= now;
}

/** Methods (RFC 8176) that a passkey shows: with a hardware key, or with one that software keeps. */
const passkeyMethods = ['hwk', 'swk'];

/**
 * Whether more is wanted after a first factor. A passkey that did not verify its user is not asked to be shown
 * twice: where there is nothing but passkeys, it is enough.
 */
export function isSecondWanted(
  has: Omit<FoundFactors, 'requiredSince'> & { codesLeft: number },
  amr: readonly string[],
): boolean {
  if (amr.includes('mfa') || !hasAnyFactor(has)) return false;
  const isByPasskey = passkeyMethods.some((method) => amr.includes(method));
  return !isByPasskey || has.hasTotp || has.codesLeft > 0;
}
