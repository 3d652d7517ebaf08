const dayMs = 24 * 60 * 60 * 1000;

/** When a token that is made now expires, for a choice of the form; null for never, undefined for no such choice. */
export function expiryOf(choice: string, now: number): number | null | undefined {
  if (choice === 'never') return null;
  return /^\d{1,4}$/.test(choice) ? now + Number(choice) * dayMs : undefined;
}
