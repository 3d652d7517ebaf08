/** How the feed is followed, in milliseconds. Only tests have reason for another pace. */
export interface Pace {
  /** From the request until the first sign of life; then a stream counts as held back on the way. */
  firstBeatMs: number;
  /** Without anything on a stream, which beats each second. */
  silenceMs: number;
  /** Without anything of a snapshot. */
  snapshotStallMs: number;
  backoffFirstMs: number;
  backoffMostMs: number;
  /** After the key was refused. */
  refusedRetryMs: number;
  /** How long a stream is not tried again where one was held back. */
  pollOnlyMs: number;
  /** How long one poll waits for something to tell. */
  pollWaitSeconds: number;
  /** How often a cursor is kept that moved without an item. */
  cursorMs: number;
}

export const usualPace: Pace = {
  firstBeatMs: 6_000,
  silenceMs: 10_000,
  snapshotStallMs: 30_000,
  backoffFirstMs: 250,
  backoffMostMs: 10_000,
  refusedRetryMs: 60_000,
  pollOnlyMs: 3_600_000,
  pollWaitSeconds: 10,
  cursorMs: 5_000,
};

/**
 * How long to wait before another try, after so many failures in a row. `chance` (0 to 1) spreads those that failed
 * together. What the server asks for counts, up to five minutes.
 */
export function backoffMs(
  pace: Pick<Pace, 'backoffFirstMs' | 'backoffMostMs'>,
  failures: number,
  { chance, retryAfterMs = 0 }: { chance: number; retryAfterMs?: number | undefined },
): number {
  const most = Math.min(pace.backoffMostMs, pace.backoffFirstMs * 2 ** Math.min(failures - 1, 20));
  const spread = most / 2 + (most / 2) * chance;
  return Math.max(spread, Math.min(retryAfterMs, 300_000) * (1 + chance / 4));
}
