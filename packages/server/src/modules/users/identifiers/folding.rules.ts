const asciiPattern = /^[\0-\x7f]*$/;

/** Most identifiers: what takes the tables of Unicode elsewhere is simple for them. */
export function isAscii(text: string): boolean {
  return asciiPattern.test(text);
}

/**
 * The form in which identifiers are compared: NFKC and without case. Through upper case first, because
 * lower case alone keeps apart what upper case joins (ß and SS, ς and σ).
 * Idempotent: folding a folded text changes nothing.
 */
export function foldText(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  let folded = text;
  // A few characters need a second pass (NFKC after a case change may compose what has case again).
  for (let pass = 0; pass < 4; pass++) {
    const next = folded.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
    if (next === folded) return next;
    folded = next;
  }
  return folded;
}
