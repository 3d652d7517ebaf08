const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const hourMs = 60 * minuteMs;

/** After the first attempt, the second and so on; from then on the last of them each time. */
const delaysMs = [minuteMs, 5 * minuteMs, 15 * minuteMs, hourMs];
/** Where the mail server was of no use to any mail, which may be over at any moment. */
const serverDownDelaysMs = [15 * secondMs, 30 * secondMs, minuteMs];
/** Mail servers themselves try for days (RFC 5321 section 4.5.4.1); by then no link in it works any more. */
const giveUpAfterMs = 48 * hourMs;

export interface FailedMail {
  createdAt: number;
  attempts: number;
  isServerDown: boolean;
}

/**
 * When to try again a mail that was made at `createdAt` and could not be sent, now, at attempt number
 * `attempts`; null to give it up.
 */
export function retryAt({ createdAt, attempts, isServerDown }: FailedMail, now: number): number | null {
  const delays = isServerDown ? serverDownDelaysMs : delaysMs;
  const delayMs = delays[Math.min(attempts, delays.length) - 1] ?? minuteMs;
  const at = now + delayMs;
  return at - createdAt > giveUpAfterMs ? null : at;
}
