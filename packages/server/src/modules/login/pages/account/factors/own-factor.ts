import type { Passkey, Standing, TotpFactor } from '#modules/mfa';
import { AppError } from '#platform/errors.ts';
import { queryText } from '../../form-body.ts';
import type { PagesDeps } from '../../pages.types.ts';
import type { Visit } from '../own-pages.ts';

/** The app or passkey that the address names, among the visitor's own. AppError `mfa.factor_not_found`. */
export function factorIn<T extends TotpFactor | Passkey>({ request }: Visit, factors: readonly T[]): T {
  const id = queryText(request, 'id');
  const found = factors.find((factor) => factor.id === id);
  if (!found) throw new AppError('mfa.factor_not_found');
  return found;
}

/** Whether somebody would have none without this one, and whether they must not be. */
export async function lossOf(
  { mfa, db }: PagesDeps,
  { principal }: Visit,
): Promise<{ isLast: boolean; isNeeded: boolean }> {
  const { user } = principal;
  const { isRequired }: Standing = await mfa.standing(user);
  const apps = await mfa.totp.list(db, user.id);
  const passkeys = await mfa.passkeys.list(db, user.id);
  const isLast = apps.length + passkeys.filter(({ clonedAt }) => clonedAt === null).length === 1;
  return { isLast, isNeeded: isLast && isRequired };
}
