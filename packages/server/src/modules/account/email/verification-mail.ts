import type { NewMail } from '#modules/mail';
import type { Tx } from '#platform/db/schema.ts';
import type { Language } from '#platform/language.rules.ts';
import { issueAddress, lifetimeOf, type LinkDeps } from '../links/links.ts';

const purpose = 'verify-email';

/** The mail that asks whether an address is theirs, with a link that was made for it. */
export async function writeVerification(
  deps: LinkDeps,
  tx: Tx,
  asked: { userId: string; email: string; language: Language },
): Promise<NewMail<typeof purpose>> {
  const { userId, email, language } = asked;
  const link = await issueAddress(deps, tx, { purpose, userId, email });
  return { template: purpose, to: email, language, values: { link, hours: lifetimeOf(purpose).hours } };
}
