import { dayMs } from '../calendar.ts';
import type { World } from '../world/world.ts';

/** At each step so much is left out: more than an access token lives, and less than a refresh token does. */
export const skippedDays = 3;
export const skipMs = skippedDays * dayMs;
const accessDays = 2;
export const accessSeconds = (accessDays * dayMs) / 1000;
const refreshDays = 7;

/** Settings by which generations of everything begin, expire and are cleaned within minutes. */
export const lifetimeSettings = {
  OSTIARY_ACCESS_TOKEN_LIFETIME: `${String(accessDays)}d`,
  OSTIARY_REFRESH_TOKEN_LIFETIME: `${String(refreshDays)}d`,
  OSTIARY_SESSION_LIFETIME: '7d',
  OSTIARY_ROTATE_REFRESH_TOKENS: 'on',
  OSTIARY_DELETION_GRACE: '5d',
  OSTIARY_TRUSTED_DEVICE_LIFETIME: '7d',
};

/** How many steps a refresh token outlives. */
const stepsOfRefresh = Math.floor(refreshDays / skippedDays);

export function isFresh(world: World, { issuedIn }: { issuedIn: number }): boolean {
  return issuedIn === world.step();
}

export function staysFresh(world: World, { issuedIn }: { issuedIn: number }): boolean {
  return world.step() - issuedIn <= stepsOfRefresh;
}

export function isSurelyGone(world: World, { issuedBy }: { issuedBy: number }): boolean {
  return world.step() - issuedBy > stepsOfRefresh;
}
