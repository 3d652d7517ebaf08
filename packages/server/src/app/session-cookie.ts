import type { Config } from '#config';

/** The `__Host-` prefix binds a cookie to this host; browsers take it only with Secure. */
export function sessionCookieName({ cookies }: Pick<Config, 'cookies'>): string {
  return cookies.isSecure ? '__Host-ostiary_session' : 'ostiary_session';
}
