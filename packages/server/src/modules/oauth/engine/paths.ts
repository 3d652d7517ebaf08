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

export const interactionCookieName = 'ostiary_interaction';
