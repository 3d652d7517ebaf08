/**
 * The form in which identifiers are compared: NFKC and without case. Through upper case first, because
 * lower case alone keeps apart what upper case joins (ß and SS, ς and σ).
 * Idempotent: folding a folded text changes nothing.
 */
export function foldText(text: string): string {
  let folded = text;
  // A few characters need a second pass (NFKC after a case change may compose what has case again).
  for (let pass = 0; pass < 4; pass++) {
    const next = folded.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
    if (next === folded) return next;
    folded = next;
  }
  return folded;
}
