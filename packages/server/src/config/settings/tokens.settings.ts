import { choice, duration, flag, list, text } from '../setting.kinds.ts';
import type { Kind, SettingsOf } from '../setting.types.ts';

const claimName: Kind<string> = {
  description: 'claim name',
  parse: (value) =>
    /^[\w:./-]{1,100}$/.test(value) ? { value } : { expected: 'a claim name: letters, digits and _ : . / -' },
};

export const tokenSettings: SettingsOf<'tokens'> = {
  'tokens.algorithm': {
    env: 'OSTIARY_ALGORITHM',
    kind: choice(['ES256', 'EdDSA', 'RS256', 'HS256']),
    default: { value: 'ES256' },
    description:
      'How tokens are signed. A change makes a new key; the old one stays until its tokens have expired.',
    example: 'EdDSA',
    since: '0.1.0',
  },
  'tokens.signingKey': {
    env: 'OSTIARY_SIGNING_KEY',
    kind: text,
    default: { value: null },
    description: 'The shared secret of HS256, 32 bytes or more. Nothing else needs it.',
    example: '`openssl rand -base64 48`',
    since: '0.1.0',
    isSecret: true,
  },
  'tokens.issuer': {
    env: 'OSTIARY_ISSUER',
    kind: text,
    default: { description: 'the public URL', derive: (values) => values.get('server.url') },
    description: 'The `iss` claim.',
    example: 'https://id.example.org',
    since: '0.1.0',
  },
  'tokens.audience': {
    env: 'OSTIARY_AUDIENCE',
    kind: text,
    default: { value: null },
    description: 'The `aud` claim; without it tokens carry none.',
    example: 'https://api.example.org',
    since: '0.1.0',
  },
  'tokens.leewaySeconds': {
    env: 'OSTIARY_LEEWAY',
    kind: duration(0),
    default: { value: 0 },
    description: 'How far clocks may differ when expiry is checked.',
    example: '5s',
    since: '0.1.0',
  },
  'tokens.accessSeconds': {
    env: 'OSTIARY_ACCESS_TOKEN_LIFETIME',
    kind: duration(1),
    default: { value: 300 },
    description: 'Lifetime of an access token.',
    example: '10m',
    since: '0.1.0',
  },
  'tokens.refreshSeconds': {
    env: 'OSTIARY_REFRESH_TOKEN_LIFETIME',
    kind: duration(1),
    default: { value: 86_400 },
    description: 'Lifetime of a refresh token.',
    example: '30d',
    since: '0.1.0',
  },
  'tokens.refreshMaxAgeSeconds': {
    env: 'OSTIARY_REFRESH_TOKEN_MAX_AGE',
    kind: duration(1),
    default: { value: 31_536_000 },
    description:
      'How long refresh tokens that rotate are replaced, counted from when their user last proved who they are. Afterwards the user signs in again, however often the token is used.',
    example: '90d',
    since: '0.1.0',
  },
  'tokens.slidingSeconds': {
    env: 'OSTIARY_SLIDING_TOKEN_LIFETIME',
    kind: duration(1),
    default: { value: 300 },
    description: 'Lifetime of a sliding token.',
    example: '10m',
    since: '0.1.0',
  },
  'tokens.slidingRefreshSeconds': {
    env: 'OSTIARY_SLIDING_TOKEN_REFRESH_LIFETIME',
    kind: duration(1),
    default: { value: 86_400 },
    description: 'How long after sign-in a sliding token can be refreshed.',
    example: '7d',
    since: '0.1.0',
  },
  'tokens.isRotating': {
    env: 'OSTIARY_ROTATE_REFRESH_TOKENS',
    kind: flag,
    default: { value: false },
    description:
      'Every refresh gives a new refresh token and ends the old one (RFC 9700 section 4.14). Off, as in SimpleJWT, for clients that keep their first one; on wherever clients take the new one.',
    example: 'on',
    since: '0.1.0',
  },
  'tokens.reuseWindowSeconds': {
    env: 'OSTIARY_REFRESH_REUSE_WINDOW',
    kind: duration(0),
    default: { value: 10 },
    description:
      'Within it a used refresh token gives the same successor again, for two tabs that refresh at once.',
    example: '30s',
    since: '0.1.0',
  },
  'tokens.onReplay': {
    env: 'OSTIARY_REFRESH_REPLAY',
    kind: choice(['end-session', 'refuse']),
    default: { value: 'end-session' },
    description: 'What a used refresh token does after the window: end the session, or only be refused.',
    example: 'refuse',
    since: '0.1.0',
  },
  'tokens.claims.userId': {
    env: 'OSTIARY_USER_ID_CLAIM',
    kind: claimName,
    default: { value: 'user_id' },
    description: 'The claim that names the user in first-party tokens, beside `sub`.',
    example: 'sub',
    since: '0.1.0',
  },
  'tokens.claims.tokenType': {
    env: 'OSTIARY_TOKEN_TYPE_CLAIM',
    kind: claimName,
    default: { value: 'token_type' },
    description: 'The claim that says access, refresh or sliding.',
    example: 'typ',
    since: '0.1.0',
  },
  'tokens.claims.tokenId': {
    env: 'OSTIARY_JTI_CLAIM',
    kind: claimName,
    default: { value: 'jti' },
    description: 'The claim that identifies the token.',
    example: 'token_id',
    since: '0.1.0',
  },
  'tokens.claims.slidingRefreshExp': {
    env: 'OSTIARY_SLIDING_REFRESH_EXP_CLAIM',
    kind: claimName,
    default: { value: 'refresh_exp' },
    description: 'The claim until when a sliding token can be refreshed.',
    example: 'refresh_until',
    since: '0.1.0',
  },
  'tokens.headerTypes': {
    env: 'OSTIARY_AUTH_HEADER_TYPES',
    kind: list(choice(['Bearer', 'JWT', 'Token', 'Basic']), { isEmptyAllowed: false }),
    default: { value: ['Bearer', 'JWT', 'Token'] },
    description:
      'Words of the `Authorization` header that are understood, in the order in which they are tried.',
    example: 'Bearer,JWT',
    since: '0.1.0',
  },
  'tokens.loginField': {
    env: 'OSTIARY_LOGIN_FIELD',
    kind: choice(['email', 'username']),
    default: { value: 'email' },
    description: 'The name of the login field that errors of the token API speak of. Both are accepted.',
    example: 'username',
    since: '0.1.0',
  },
};
