import type { AuditEntry } from '#modules/audit';
import type { Messages } from '../../messages/messages.ts';

type Texts = Messages['accountPages']['activity'];

/** What happened, in words; what nobody has words for by its own name. */
export function actionText({ actions }: Texts, action: string): string {
  const words: Readonly<Record<string, string>> = actions;
  return Object.hasOwn(words, action) ? (words[action] ?? action) : action;
}

/**
 * Who did it, when it was not the person themselves. Whoever signs up or opens a link in a mail is not signed in
 * either, so of strangers only what failed is said to be theirs.
 */
export function actorText(
  { by }: Texts,
  { actor, outcome }: Pick<AuditEntry, 'actor' | 'outcome'>,
  userId: string,
): string {
  if (actor.type === 'user') return actor.id === userId ? '' : by.other;
  return actor.type === 'anonymous' && outcome === 'success' ? '' : by[actor.type];
}
