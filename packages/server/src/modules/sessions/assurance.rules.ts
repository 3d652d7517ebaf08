/** How well somebody has shown who they are, weakest first (NIST SP 800-63B): one factor, or two. */
export const assuranceLevels = ['aal1', 'aal2'] as const;

export type Assurance = (typeof assuranceLevels)[number];

/** The `acr` that these methods (RFC 8176) amount to. */
export function acrOf(amr: readonly string[]): Assurance {
  return amr.includes('mfa') ? 'aal2' : 'aal1';
}

/** Whether a session reaches a level. Sessions from before there were any have shown a password. */
export function isAtLeast(acr: string | null, wanted: Assurance): boolean {
  return wanted === 'aal1' || acr === wanted;
}

/**
 * Whether a session is good enough for what an unattended browser, or a cookie that was stolen, must not be enough
 * for: proved within so many seconds, with the second factor of whoever has one (RFC 9470).
 */
export function isProvedLately(
  session: { acr: string | null; authenticatedAt: number },
  { now, ageSeconds, hasFactor }: { now: number; ageSeconds: number; hasFactor: boolean },
): boolean {
  return (
    now - session.authenticatedAt <= ageSeconds * 1000 && isAtLeast(session.acr, hasFactor ? 'aal2' : 'aal1')
  );
}

/** The level of a session. One from before there were any has shown a password. */
export function acrOfSession({ acr }: { acr: string | null }): Assurance {
  return acr === 'aal2' ? 'aal2' : 'aal1';
}
