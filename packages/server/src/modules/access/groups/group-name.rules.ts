import { isUuid } from '#platform/ids.ts';

/** Letters of any script, digits and plain punctuation: a group's name is read by people. */
const groupNamePattern = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} .,:&()_/'-]{0,98}[\p{L}\p{M}\p{N}.)])?$/u;

/** The name as it is kept. */
export function readGroupName(typed: string): string {
  return typed.normalize('NFKC').trim();
}

/** Why no group can be called so. */
export function problemOfGroupName(typed: string): string | undefined {
  const name = readGroupName(typed);
  const isGood = groupNamePattern.test(name) && !isUuid(name.toLowerCase());
  return isGood ? undefined : 'Use 1 to 100 letters, digits, spaces and plain punctuation.';
}
