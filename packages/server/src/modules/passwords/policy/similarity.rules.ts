import type { About } from '../passwords.types.ts';

/** As in Django's UserAttributeSimilarityValidator, whose names for the fields these are. */
const attributes = [
  ['username', 'username'],
  ['firstName', 'first name'],
  ['lastName', 'last name'],
  ['email', 'email address'],
] as const satisfies [keyof About, string][];

const maxSimilarity = 0.7;
/** Beyond it a password is not similar to any attribute, all of which are shorter. */
const comparedLength = 600;

/** Twice the letters in common over all letters: 1 for the same letters in any order, 0 for none. */
export function letterSimilarity(a: string, b: string): number {
  const left = new Map<string, number>();
  for (const letter of a) left.set(letter, (left.get(letter) ?? 0) + 1);
  let shared = 0;
  let total = [...a].length;
  for (const letter of b) {
    total++;
    const count = left.get(letter) ?? 0;
    if (count > 0) shared++;
    left.set(letter, count - 1);
  }
  return total === 0 ? 1 : (2 * shared) / total;
}

/** An attribute and its words: either half of an email address counts on its own. */
function partsOf(value: string | null | undefined): string[] {
  if (!value) return [];
  const lower = value.toLowerCase();
  return [...lower.split(/[^\p{L}\p{N}_]/u), lower].filter((part) => part !== '');
}

/** The words about somebody that a guesser would try first. */
export function wordsAbout(about: About): string[] {
  const words = attributes.flatMap(([field]) => partsOf(about[field]));
  return [...new Set(words)].map((word) => word.slice(0, 64)).slice(0, 40);
}

/** The words that a guesser would try of any account here: the name of the product and those of the host. */
export function wordsOfService(publicUrl: string): string[] {
  const { hostname } = new URL(publicUrl);
  const names = hostname.split(/[.-]/).filter((name) => name.length > 3 && !/^\d+$/.test(name));
  return [...new Set(['ostiary', hostname, ...names])];
}

/** What the password resembles, in words for a message; undefined when nothing. */
export function findSimilarAttribute(password: string, about: About): string | undefined {
  const lower = password.slice(0, comparedLength).toLowerCase();
  return attributes.find(([field]) =>
    partsOf(about[field]).some((part) => letterSimilarity(lower, part) >= maxSimilarity),
  )?.[1];
}
