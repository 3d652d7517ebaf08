import { usualPace, type Pace } from './feed/pace.ts';
import type { OstiaryOptions } from './ostiary.types.ts';
import { baseUrl, type ServerAddress } from './verifier/discovery.ts';

/** Of the options those that are numbers and addresses, checked and complete. */
export interface Settings {
  server: ServerAddress;
  leewaySeconds: number;
  maxSilenceMs: number;
  startTimeoutMs: number;
  longestTokenSeconds: number;
  maxVerifiedTokens: number;
  maxRevocations: number;
  maxUsers: number;
  pace: Pace;
}

type Option =
  'leewaySeconds' | 'startTimeoutSeconds' | 'longestTokenSeconds' | 'maxVerifiedTokens' | 'maxRemembered';

interface Bounds {
  fallback: number;
  least: number;
  most: number;
}

const bounds: Record<Option | 'maxSilenceSeconds', Bounds> = {
  leewaySeconds: { fallback: 5, least: 0, most: 300 },
  startTimeoutSeconds: { fallback: 30, least: 0.001, most: 86_400 },
  longestTokenSeconds: { fallback: 86_400, least: 1, most: 366 * 86_400 },
  maxVerifiedTokens: { fallback: 10_000, least: 2, most: 10_000_000 },
  maxRemembered: { fallback: 200_000, least: 8, most: 10_000_000 },
  maxSilenceSeconds: { fallback: 300, least: 1, most: 86_400 },
};

function read(name: keyof typeof bounds, value: number | undefined): number {
  const { fallback, least, most } = bounds[name];
  if (value === undefined) return fallback;
  if (value >= least && value <= most) return value;
  throw new TypeError(`${name} must be a number from ${least} to ${most}`);
}

function requireText(name: string, value: unknown): void {
  if (typeof value !== 'string' || value.trim() === '') throw new TypeError(`${name} is missing`);
}

/** Errors: TypeError, for what could not work. Says nothing of the key but that it is none. */
export function readSettings(options: Omit<OstiaryOptions, 'data'>, pace: Partial<Pace> = {}): Settings {
  const { url, issuer = url, audience, key, levels = [], feed = {} } = options;
  requireText('audience', audience);
  if (typeof key !== 'function') requireText('key', key);
  if (new Set(levels).size !== levels.length) throw new TypeError('levels names one twice');
  const maxRemembered = read('maxRemembered', options.maxRemembered);
  return {
    server: { url: baseUrl(url, 'url'), issuer: baseUrl(issuer, 'issuer') },
    leewaySeconds: read('leewaySeconds', options.leewaySeconds),
    maxSilenceMs: read('maxSilenceSeconds', feed.maxSilenceSeconds) * 1000,
    startTimeoutMs: read('startTimeoutSeconds', options.startTimeoutSeconds) * 1000,
    longestTokenSeconds: read('longestTokenSeconds', options.longestTokenSeconds),
    maxVerifiedTokens: read('maxVerifiedTokens', options.maxVerifiedTokens),
    maxRevocations: maxRemembered,
    maxUsers: Math.ceil(maxRemembered / 4),
    pace: { ...usualPace, ...pace },
  };
}
