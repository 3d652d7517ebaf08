import type { Act } from '#modules/audit';
import type { MailTemplate, MailValues } from '#modules/mail';
import type { User } from '#modules/users';
import { isoTime } from '#platform/clock.ts';
import type { Tx } from '#platform/db/schema.ts';
import { acceptedLanguages } from '#platform/http/accept-language.ts';
import { pickLanguage, type Language } from '#platform/language.rules.ts';
import type { MfaDeps } from './mfa.deps.ts';

type FactorMail = Extract<
  MailTemplate,
  'factor-added' | 'factor-removed' | 'factors-reset' | 'recovery-code-used' | 'passkey-cloned'
>;

export interface Notice<T extends FactorMail> {
  template: T;
  user: User;
  act: Act;
  /** Whether the user is who acts: then the act says which language they read. */
  isOwn: boolean;
  values: Omit<MailValues<T>, 'time' | 'factorsLink'>;
}

function languageOf({ origin }: Act, isOwn: boolean): Language {
  return pickLanguage(isOwn ? acceptedLanguages(origin.acceptLanguage ?? undefined) : []);
}

/** Tells somebody by mail that something happened to their factors; nothing for those without an address. */
export async function notify<T extends FactorMail>(deps: MfaDeps, tx: Tx, notice: Notice<T>): Promise<void> {
  const { template, user, act, isOwn, values } = notice;
  if (user.email === null) return;
  const facts = { time: isoTime(deps.clock.nowMs()), factorsLink: `${deps.publicUrl}/account/factors` };
  await deps.mail.enqueue(tx, {
    template,
    to: user.email,
    language: languageOf(act, isOwn),
    values: { ...values, ...facts } as MailValues<T>,
  });
}
