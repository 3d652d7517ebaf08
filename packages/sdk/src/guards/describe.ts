import type { Guard, ServiceShape } from '../types.ts';

const descriptions = new WeakMap<object, string>();

/** Gives a guard the words in which `describe` speaks of it. */
export function described<S extends ServiceShape, T>(description: string, guard: Guard<S, T>): Guard<S, T> {
  descriptions.set(guard, description);
  return guard;
}

/** A guard in words, such as `role owner or staff`: for documents, logs and tests. */
export function describe<S extends ServiceShape, T>(guard: Guard<S, T>): string {
  return descriptions.get(guard) ?? (guard.name === '' ? 'a rule of its own' : guard.name);
}

/** Several in a row; those of several words are put in brackets, so that it is clear what belongs together. */
export function describeList<S extends ServiceShape, T>(
  guards: readonly Guard<S, T>[],
  word: 'and' | 'or',
): string {
  return guards.map((guard) => bracketed(describe(guard))).join(` ${word} `);
}

export function bracketed(description: string): string {
  return / (and|or) /.test(description) ? `(${description})` : description;
}
