/** An access token, and until when it is good by this machine's clock. */
export interface HeldToken {
  access: string;
  /** Epoch milliseconds; undefined where it cannot be told: then it is good until a service refuses it. */
  expiresAt: number | undefined;
  /** It is renewed when it is good for less than this. */
  marginMs: number;
}

interface Times {
  exp?: unknown;
  iat?: unknown;
}

function readTimes(access: string): Times {
  try {
    const payload = access.split('.')[1] ?? '';
    return JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/'))) as Times;
  } catch {
    return {};
  }
}

/** Nothing is verified here: that is for those who are shown the token. */
export function holdToken(access: string, marginMs: number): HeldToken {
  const { exp, iat } = readTimes(access);
  const expiresAt = typeof exp === 'number' ? exp * 1000 : undefined;
  // New and yet expired: this machine's clock is wrong, and cannot tell.
  if (expiresAt === undefined || expiresAt <= Date.now()) return { access, expiresAt: undefined, marginMs };
  const lifetimeMs = typeof iat === 'number' ? expiresAt - iat * 1000 : Infinity;
  return { access, expiresAt, marginMs: Math.min(marginMs, lifetimeMs / 10) };
}

export function isGood({ expiresAt, marginMs }: HeldToken): boolean {
  return expiresAt === undefined || expiresAt - Date.now() > marginMs;
}

/** About to expire, but not there yet. */
export function isUsable({ expiresAt }: HeldToken): boolean {
  return expiresAt === undefined || expiresAt > Date.now();
}
