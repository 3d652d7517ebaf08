import { AppError } from '#platform/errors.ts';
import type { Core } from '../passwords.deps.ts';
import type { About } from '../passwords.types.ts';
import { findImpossibility, findWeaknesses } from './policy.rules.ts';

const breachReason = 'This password has appeared in a data breach.';

/** Errors: `passwords.too_weak` with one FieldError per reason; `passwords.busy`. */
export async function checkPassword(
  core: Pick<Core, 'config' | 'assess' | 'isBreached'>,
  password: string,
  { about, field }: { about: About; field: string },
): Promise<void> {
  const impossible = findImpossibility(password);
  const reasons =
    impossible === undefined
      ? findWeaknesses(password, about, { strength: await core.assess(password, about), limits: core.config })
      : [impossible];
  // Asked last, about what would be accepted otherwise.
  if (reasons.length === 0 && (await core.isBreached(password))) reasons.push(breachReason);
  if (reasons.length === 0) return;
  throw new AppError('passwords.too_weak', {
    fields: reasons.map((message) => ({ path: field, message })),
  });
}
