/** What a token endpoint gives for client credentials (RFC 6749 section 4.4.3). */
export interface IssuedToken {
  accessToken: string;
  expiresInSeconds: number;
}

export interface TokenSource {
  /** A token that is good for a while yet. */
  get(): Promise<string>;
  /** The API did not take it: ask for another the next time. */
  forget(): void;
}

/** A token is renewed this long before it ends, or in the last tenth of a short life. */
const marginMs = 30_000;

interface Held {
  token: Promise<string>;
  renewAt: number;
}

/** Keeps one token and renews it before it expires. Those who ask meanwhile wait for the same answer. */
export function createTokenSource(issue: () => Promise<IssuedToken>, now = Date.now): TokenSource {
  let held: Held | undefined;

  async function fill(next: Held): Promise<string> {
    const askedAt = now();
    try {
      const { accessToken, expiresInSeconds } = await issue();
      const lifeMs = expiresInSeconds * 1000;
      next.renewAt = askedAt + lifeMs - Math.min(marginMs, lifeMs / 10);
      return accessToken;
    } catch (error) {
      // A failure is not kept.
      next.renewAt = 0;
      throw error;
    }
  }

  return {
    get() {
      if (held === undefined || now() >= held.renewAt) {
        const next: Held = { token: Promise.resolve(''), renewAt: Infinity };
        next.token = fill(next);
        held = next;
      }
      return held.token;
    },
    forget() {
      held = undefined;
    },
  };
}
