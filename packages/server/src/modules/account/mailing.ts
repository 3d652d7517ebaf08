import type { Act } from '#modules/audit';
import type { LimitService } from '#modules/limits';
import type { MailService } from '#modules/mail';
import { loginKey } from '#modules/users';
import type { Config } from '#config';
import { AppError } from '#platform/errors.ts';
import { acceptedLanguages } from '#platform/http/accept-language.ts';
import { pickLanguage, type Language } from '#platform/language.rules.ts';

export interface MailingDeps {
  limits: LimitService;
  mail: MailService;
  config: Pick<Config, 'limits'> & { publicUrl: string };
}

/** Whoever acts reads what is mailed to them in a language of their browser's. */
export function readerOf({ origin }: Act): Language {
  return pickLanguage(acceptedLanguages(origin.acceptLanguage ?? undefined));
}

export function signInAddress({ config }: MailingDeps): string {
  return `${config.publicUrl}/sign-in`;
}

export function recoveryAddress({ config }: MailingDeps): string {
  return `${config.publicUrl}/forgot-password`;
}

/** Offices and schools have one address for everybody. */
const peoplePerAddress = 10;

/**
 * Counts a mail that anybody may cause: by the address as it was typed, whether or not somebody has it, and by where
 * it was asked for. Errors: `mail.off`, `request.throttled`.
 */
export async function countMail(deps: MailingDeps, act: Act, typed: string): Promise<void> {
  if (!deps.mail.isOn) throw new AppError('mail.off');
  const { mails, addressWindowSeconds: windowSeconds } = deps.config.limits;
  const { address } = act.origin;
  const limit = mails * peoplePerAddress;
  await deps.limits.countAddress({ purpose: 'mail-from', address, limit, windowSeconds });
  const { kind, key } = loginKey(typed);
  await deps.limits.countUse({ purpose: 'mail-to', of: `${kind} ${key}`, limit: mails, windowSeconds });
}
