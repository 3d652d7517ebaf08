const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** After the first attempt, the second and so on; from then on the last of them each time. */
const delaysMs = [minuteMs, 5 * minuteMs, 15 * minuteMs, hourMs];
/** Mail servers themselves try for days (RFC 5321 section 4.5.4.1); by then no link in it works any more. */
const giveUpAfterMs = 48 * hourMs;

/**
 * When to try again a mail that was made at `createdAt` and could not be sent, now, at attempt number
 * `attempts`; null to give it up.
 */
export function retryAt(mail: { createdAt: number; attempts: number }, now: number): number | null {
  const delayMs = delaysMs[Math.min(mail.attempts, delaysMs.length) - 1] ?? minuteMs;
  const at = now + delayMs;
  return at - mail.createdAt > giveUpAfterMs ? null : at;
}
