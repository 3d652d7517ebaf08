import type { Authentication, Now, ServiceShape } from '../types.ts';

export interface SubjectCache<S extends ServiceShape> {
  /** What was found out lately, or what `ask` finds out; those who ask for the same at once share one answer. */
  find(token: string, ask: (token: string) => Promise<Authentication<S>>): Promise<Authentication<S>>;
}

/** Only what was accepted is remembered: a refusal may have been about the moment. */
export function createSubjectCache<S extends ServiceShape>({
  lifeMs,
  size,
  now,
}: {
  lifeMs: number;
  size: number;
  now: Now;
}): SubjectCache<S> {
  const known = new Map<string, { until: number; answer: Promise<Authentication<S>> }>();

  function makeRoom(): void {
    for (const [token, { until }] of known) {
      // In the order in which they came, which is the order in which they end.
      if (known.size < size && until > now()) return;
      known.delete(token);
    }
  }

  return {
    async find(token, ask) {
      if (lifeMs <= 0 || size <= 0) return ask(token);
      const found = known.get(token);
      if (found && found.until > now()) return found.answer;
      known.delete(token);
      makeRoom();
      const entry = { until: now() + lifeMs, answer: ask(token) };
      known.set(token, entry);
      const answer = await entry.answer;
      if (answer.outcome !== 'accepted' && known.get(token) === entry) known.delete(token);
      return answer;
    },
  };
}
