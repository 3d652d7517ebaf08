/** django-oauth-toolkit's paths (contracts/django-oauth-toolkit.md). */
export const enginePaths = {
  authorization: '/o/authorize',
  token: '/o/token',
  revocation: '/o/revoke_token',
  introspection: '/o/introspect',
  userinfo: '/o/userinfo',
  device_authorization: '/o/device-authorization',
  code_verification: '/o/device',
  pushed_authorization_request: '/o/par',
  registration: '/o/register',
  end_session: '/o/logout',
  jwks: '/.well-known/jwks.json',
} as const;

const programPaths: readonly string[] = [
  ...[enginePaths.token, enginePaths.revocation, enginePaths.introspection, enginePaths.userinfo],
  ...[enginePaths.device_authorization, enginePaths.pushed_authorization_request],
  ...[enginePaths.registration, enginePaths.jwks],
];

/** What only programs call, and people never see in a browser. */
export function isForPrograms(path: string): boolean {
  return (
    programPaths.includes(path) ||
    path.startsWith(`${enginePaths.registration}/`) ||
    path.startsWith('/.well-known/')
  );
}

/** Below one path each, so not `__Host-`; the prefix lets browsers take it by https alone. */
export function interactionCookieName(isSecure: boolean): string {
  return isSecure ? '__Secure-ostiary_interaction' : 'ostiary_interaction';
}

/** An address of ours without the host: a browser stays with the name by which it came, and so with its cookies. */
export function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname + search;
}
