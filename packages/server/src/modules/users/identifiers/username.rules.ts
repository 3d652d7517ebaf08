import { foldText, isAscii } from './folding.rules.ts';
import { hasHiddenCharacters, isOneScript } from './scripts.rules.ts';

const maxUsernameLength = 150;

/** What Django allows, with the marks that many scripts need after their letters. */
const pattern = /^[\p{L}\p{Nd}@.+_-][\p{L}\p{M}\p{Nd}@.+_-]*$/u;

/**
 * Small letters that look like Latin ones in most typefaces: the lower-case single letters of Unicode's
 * confusables (UTS 39 section 4) in scripts whose names can consist of such letters alone.
 */
const lookAlikes = new Map(
  [
    ['аӑ', 'aă'],
    ['сԁеһіјӏорԛѕуѵԝхү', 'cdehijlopqsyvwxy'],
    ['αγικνορυ', 'ayikvopu'],
    ['օսոհցզ', 'ounhgq'],
    ['ɑɡıɩ', 'agii'],
  ].flatMap(([from = '', to = '']) =>
    [...from].map((letter, index) => [letter, [...to][index] ?? letter] as const),
  ),
);

/** What is unique about a username: case, compatibility forms and look-alikes of other scripts are not. */
export function usernameKey(username: string): string {
  // No letter of ASCII looks like one.
  if (isAscii(username)) return foldText(username);
  const mapped = Array.from(foldText(username), (letter) => lookAlikes.get(letter) ?? letter).join('');
  return foldText(mapped);
}

export type UsernameReading = { username: string; key: string } | { problem: string };

/** Reads a username as somebody typed it, or says in words for them what is wrong with it. */
export function readUsername(typed: string): UsernameReading {
  if (hasHiddenCharacters(typed))
    return { problem: 'A username may not hold invisible or control characters.' };
  const username = typed.normalize('NFKC').trim();
  if ([...username].length > maxUsernameLength) {
    return { problem: `Ensure this field has no more than ${maxUsernameLength} characters.` };
  }
  if (!pattern.test(username)) {
    return {
      problem: 'Enter a valid username. It may hold only letters, numbers, and @/./+/-/_ characters.',
    };
  }
  if (!isOneScript(username)) {
    return { problem: 'A username may not mix letters of different scripts, because some look alike.' };
  }
  return { username, key: usernameKey(username) };
}
