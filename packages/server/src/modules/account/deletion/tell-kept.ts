import type { User } from '#modules/users';
import { isoTime } from '#platform/clock.ts';
import type { Tx } from '#platform/db/schema.ts';
import type { Language } from '#platform/language.rules.ts';
import type { DeletionDeps } from './deletion.deps.ts';

/** Whoever wanted their account deleted hears that it stays. */
export async function tellKept(
  deps: DeletionDeps,
  tx: Tx,
  { user, language }: { user: User; language: Language },
): Promise<void> {
  if (user.email === null) return;
  const values = { time: isoTime(deps.clock.nowMs()) };
  await deps.mail.enqueue(tx, { to: user.email, language, template: 'deletion-cancelled', values });
}
