/** What somebody has, as far as a sign-in needs to know. */
export interface FoundFactors {
  hasTotp: boolean;
  hasPasskey: boolean;
  /**
   * Whether there is a passkey that is void, because there are two of it. It shows nothing any more, but somebody who
   * has it is asked for more than a password all the same: else a copy would be a way to be rid of the second factor.
   */
  hasVoidPasskey: boolean;
  /** Since when a factor is missing, in epoch milliseconds; null when nobody has asked for one that is. */
  requiredSince: number | null;
}
