import { choice, duration, flag, text } from '../setting.kinds.ts';
import type { SettingsOf } from '../setting.types.ts';

export const oauthSettings: SettingsOf<'oauth'> = {
  'oauth.applicationRegistration': {
    env: 'OSTIARY_APPLICATION_REGISTRATION',
    kind: choice(['users', 'administrators']),
    default: { value: 'users' },
    description:
      'Who may register OAuth applications: every signed-in user for themselves, or only those with `applications.manage`.',
    example: 'administrators',
    since: '0.1.0',
  },
  'oauth.dynamicRegistration': {
    env: 'OSTIARY_DYNAMIC_REGISTRATION',
    kind: choice(['off', 'token', 'open']),
    default: { value: 'off' },
    description:
      'Dynamic client registration (RFC 7591): `off`, for holders of the registration `token`, or `open` to anybody.',
    example: 'token',
    since: '0.1.0',
  },
  'oauth.registrationToken': {
    env: 'OSTIARY_REGISTRATION_TOKEN',
    kind: text,
    default: { value: null },
    description: 'The initial access token that dynamic registration asks for.',
    example: '`openssl rand -base64 48`',
    since: '0.1.0',
    isSecret: true,
  },
  'oauth.allowsMetadataDocuments': {
    env: 'OSTIARY_CLIENT_METADATA_DOCUMENTS',
    kind: flag,
    default: { value: false },
    description:
      'Accept clients whose `client_id` is the https address of a document about themselves. Ostiary then fetches it.',
    example: 'on',
    since: '0.1.0',
  },
  'oauth.codeSeconds': {
    env: 'OSTIARY_AUTHORIZATION_CODE_LIFETIME',
    kind: duration(10),
    default: { value: 60 },
    description: 'How long an authorization code may be exchanged.',
    example: '30s',
    since: '0.1.0',
  },
  'oauth.deviceCodeSeconds': {
    env: 'OSTIARY_DEVICE_CODE_LIFETIME',
    kind: duration(60),
    default: { value: 600 },
    description: 'How long somebody has to enter the code that a device shows.',
    example: '15m',
    since: '0.1.0',
  },
  'oauth.idTokenSeconds': {
    env: 'OSTIARY_ID_TOKEN_LIFETIME',
    kind: duration(30),
    default: { value: 3_600 },
    description: 'Lifetime of ID tokens.',
    example: '10m',
    since: '0.1.0',
  },
};
