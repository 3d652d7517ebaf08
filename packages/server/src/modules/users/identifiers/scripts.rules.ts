import { isAscii } from './folding.rules.ts';

/**
 * Letters of different scripts that look alike (Cyrillic а in “аdmin”) let one name pass for another.
 * Following Unicode Technical Standard 39, section 5.2 (“highly restrictive”): one script per name,
 * except the mixtures that Japanese, Chinese and Korean are written in, which may hold Latin too.
 */
const mixtures = [
  ['Latin', 'Han', 'Hiragana', 'Katakana'],
  ['Latin', 'Han', 'Bopomofo'],
  ['Latin', 'Han', 'Hangul'],
];

const scripts = [
  'Arabic',
  'Armenian',
  'Bengali',
  'Cyrillic',
  'Devanagari',
  'Ethiopic',
  'Georgian',
  'Greek',
  'Gujarati',
  'Gurmukhi',
  'Hebrew',
  'Kannada',
  'Khmer',
  'Lao',
  'Malayalam',
  'Myanmar',
  'Oriya',
  'Sinhala',
  'Tamil',
  'Telugu',
  'Thaana',
  'Thai',
  'Tibetan',
];

/** Letters of these scripts and marks that any script uses; nothing else. */
function lettersOf(names: string[]): RegExp {
  const classes = names.map((name) => `\\p{Script_Extensions=${name}}`).join('');
  return new RegExp(`^[${classes}\\p{Script=Inherited}]*$`, 'u');
}

const alphabets = [...mixtures, ...scripts.map((script) => [script])].map(lettersOf);

/** Whether the letters and marks of a text, already in NFKC, could all belong to one language. */
export function isOneScript(text: string): boolean {
  if (isAscii(text)) return true;
  const letters = text.replace(/[^\p{L}\p{M}]/gu, '');
  return alphabets.some((alphabet) => alphabet.test(letters));
}

const plainPattern = /^[\x20-\x7e]*$/;

/**
 * Characters that cannot be seen, or that change how others are shown: joiners, zero-width spaces,
 * fillers, variation selectors, bidirectional controls, control characters, lone surrogates.
 */
export function hasHiddenCharacters(text: string): boolean {
  if (plainPattern.test(text)) return false;
  return !text.isWellFormed() || /[\p{Default_Ignorable_Code_Point}\p{Bidi_Control}\p{C}]/u.test(text);
}
