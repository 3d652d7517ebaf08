import type { FactorKind } from '#modules/mfa';

/** What methods of a kind prove: showing two of one kind is showing one factor (NIST SP 800-63B section 2). */
const kindOf: Readonly<Record<string, 'password' | 'mailbox' | 'code' | 'passkey'>> = {
  pwd: 'password',
  email: 'mailbox',
  otp: 'code',
  hwk: 'passkey',
  swk: 'passkey',
};

const secondFactors: ReadonlySet<string | undefined> = new Set(['code', 'passkey']);

/**
 * The methods of a sign-in and of what was shown later, with `mfa` when they are two factors. A password and a
 * link by mail are not: whoever has the mailbox can make a new password.
 */
export function methodsTogether(...shown: readonly (readonly string[])[]): string[] {
  const methods = [...new Set(shown.flat())];
  const kinds = new Set(methods.map((method) => kindOf[method]).filter((kind) => kind !== undefined));
  const isTwo = kinds.size > 1 && [...kinds].some((kind) => secondFactors.has(kind));
  return isTwo && !methods.includes('mfa') ? [...methods, 'mfa'] : methods;
}

/** What somebody can still show, who has shown these methods: a passkey is no second factor beside itself. */
export function methodsLeft(has: readonly FactorKind[], amr: readonly string[]): FactorKind[] {
  const hasShownPasskey = amr.some((method) => kindOf[method] === 'passkey');
  return hasShownPasskey ? has.filter((kind) => kind !== 'passkey') : [...has];
}
