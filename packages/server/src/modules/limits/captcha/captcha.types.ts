/** Who asks: of an act, what an implementation of one's own may want to pass on. */
export interface CaptchaAsker {
  origin: { address: string | null };
}

/** What a page puts into its form, by the kind of captcha. */
export interface CaptchaChallenge {
  kind: 'proof-of-work';
  /** Good for ten minutes, once. */
  challenge: string;
  /** How many leading zero bits SHA-256 of `<challenge>.<counter>` must have; that text is the answer. */
  bits: number;
}

/**
 * What a browser has to do before it may have the server do something dear for anybody, such as making accounts and
 * sending mail. See the guide on protection for implementations of one's own.
 */
export interface Captcha {
  readonly kind: string;
  /** For one form; null when there is nothing to do. */
  challenge(): Promise<CaptchaChallenge | null>;
  /**
   * Uses an answer up: the field `captcha` of the form, empty when it has none. Called before anything that costs,
   * and outside of transactions. Errors: `request.captcha_failed`.
   */
  verify(asker: CaptchaAsker, answer: string): Promise<void>;
}
