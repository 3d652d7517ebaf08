interface SignInThrottlesTable {
  /** A keyed hash of what is limited: an account, an address, or both; of a purpose of its own. */
  key: string;
  failures: number;
  /** Until then no attempt is made; of those that wait longer each time only. */
  blocked_until: number;
  /** When counting began (windows), or when it last went up (growing waits). */
  counted_from: number;
  /** From then on the row means nothing. */
  forget_at: number;
}

declare module '#platform/db/schema.ts' {
  interface Tables {
    sign_in_throttles: SignInThrottlesTable;
  }
}

export type ThrottleRow = SignInThrottlesTable;
