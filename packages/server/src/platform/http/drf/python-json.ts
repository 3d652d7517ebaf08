/**
 * Says what Python's `json` module would say about a text that is not JSON, so that clients of Django
 * REST framework read the words they know (contracts/django-easyjwt.md section 1, "body not JSON").
 * Only ever run after JSON.parse has refused: its speed does not matter, its answer does.
 * Words and positions are those of Python 3.13.
 */

/** Nesting beyond this is described as such instead of being followed: the stack is finite. */
const maxDepth = 500;

const numberPattern = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/y;
const whitespacePattern = /[ \t\n\r]*/y;
const literals = ['null', 'true', 'false'];
/** Python reads these; REST framework's strict mode then refuses them. */
const foreignNumbers = ['NaN', 'Infinity', '-Infinity'];

class Refusal extends Error {}

function refuseAt(text: string, message: string, index: number): never {
  const before = text.slice(0, index);
  const lineStart = before.lastIndexOf('\n') + 1;
  const line = before.split('\n').length;
  // Python counts code points, JavaScript UTF-16 units.
  const column = [...before.slice(lineStart)].length + 1;
  throw new Refusal(`${message}: line ${line} column ${column} (char ${[...before].length})`);
}

function skipWhitespace(text: string, index: number): number {
  whitespacePattern.lastIndex = index;
  whitespacePattern.test(text);
  return whitespacePattern.lastIndex;
}

/** Each `scan…` takes the index of its first character and returns the index after its last. */
function scanValue(text: string, index: number, depth: number): number {
  const first = text[index];
  if (first === '"') return scanString(text, index);
  if (first === '{' || first === '[') {
    if (depth > maxDepth)
      throw new Refusal('maximum recursion depth exceeded while decoding a JSON document');
    return first === '{' ? scanObject(text, index, depth) : scanArray(text, index, depth);
  }
  for (const word of literals) if (text.startsWith(word, index)) return index + word.length;
  for (const word of foreignNumbers) {
    if (text.startsWith(word, index)) {
      throw new Refusal(`Out of range float values are not JSON compliant: ${word}`);
    }
  }
  numberPattern.lastIndex = index;
  if (numberPattern.test(text)) return numberPattern.lastIndex;
  return refuseAt(text, 'Expecting value', index);
}

function scanObject(text: string, start: number, depth: number): number {
  let index = skipWhitespace(text, start + 1);
  if (text[index] === '}') return index + 1;
  for (;;) {
    if (text[index] !== '"') refuseAt(text, 'Expecting property name enclosed in double quotes', index);
    index = skipWhitespace(text, scanString(text, index));
    if (text[index] !== ':') refuseAt(text, "Expecting ':' delimiter", index);
    index = scanValue(text, skipWhitespace(text, index + 1), depth + 1);
    const next = scanSeparator(text, index, '}');
    if (next.isEnd) return next.index;
    index = next.index;
  }
}

function scanArray(text: string, start: number, depth: number): number {
  let index = skipWhitespace(text, start + 1);
  if (text[index] === ']') return index + 1;
  for (;;) {
    index = scanValue(text, index, depth + 1);
    const next = scanSeparator(text, index, ']');
    if (next.isEnd) return next.index;
    index = next.index;
  }
}

function scanSeparator(text: string, start: number, closer: '}' | ']'): { isEnd: boolean; index: number } {
  const comma = skipWhitespace(text, start);
  if (text[comma] === closer) return { isEnd: true, index: comma + 1 };
  if (text[comma] !== ',') refuseAt(text, "Expecting ',' delimiter", comma);
  const index = skipWhitespace(text, comma + 1);
  if (text[index] === closer) {
    refuseAt(text, `Illegal trailing comma before end of ${closer === '}' ? 'object' : 'array'}`, comma);
  }
  return { isEnd: false, index };
}

function scanString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (char === '"') return index + 1;
    if (char <= '\u001f') refuseAt(text, 'Invalid control character at', index);
    if (char === '\\') index = scanEscape(text, index, start);
  }
  return refuseAt(text, 'Unterminated string starting at', start);
}

/** Returns the index of the escape's last character. */
function scanEscape(text: string, backslash: number, stringStart: number): number {
  const kind = text[backslash + 1];
  if (kind === undefined) refuseAt(text, 'Unterminated string starting at', stringStart);
  if (kind !== 'u') {
    if (!'"\\/bfnrt'.includes(kind)) refuseAt(text, 'Invalid \\escape', backslash);
    return backslash + 1;
  }
  const digits = text.slice(backslash + 2, backslash + 6);
  const isLast = backslash + 6 >= text.length;
  if (isLast || !/^[0-9a-fA-F]{4}$/.test(digits)) refuseAt(text, 'Invalid \\uXXXX escape', backslash + 1);
  return backslash + 5;
}

/** The message of Python's JSONDecodeError (or REST framework's strictness) for a text JSON.parse refused. */
export function explainJsonError(text: string): string {
  try {
    if (text.startsWith('\uFEFF')) refuseAt(text, 'Unexpected UTF-8 BOM (decode using utf-8-sig)', 0);
    const end = skipWhitespace(text, scanValue(text, skipWhitespace(text, 0), 1));
    return refuseAt(text, 'Extra data', end);
  } catch (error) {
    if (error instanceof Refusal) return error.message;
    throw error;
  }
}
