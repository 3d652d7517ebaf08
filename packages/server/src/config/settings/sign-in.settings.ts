import { plainUrl } from '../address.kinds.ts';
import { duration, flag, milliseconds, wholeNumber } from '../setting.kinds.ts';
import type { SettingsOf } from '../setting.types.ts';

export const cookieSettings: SettingsOf<'cookies'> = {
  'cookies.isSecure': {
    env: 'COOKIE_SECURE',
    kind: flag,
    default: {
      description: 'on when the public URL is https',
      derive: (values) => values.get('server.url').startsWith('https:'),
    },
    description: 'Cookies with `Secure` and the `__Host-` prefix.',
    example: 'on',
    since: '0.1.0',
  },
  'cookies.roleCookieSeconds': {
    env: 'COOKIE_TIME',
    kind: duration(1),
    default: { value: 1_800 },
    description: 'Lifetime of the cookie that `/user-auth/` sets, and of the token in it.',
    example: '30m',
    since: '0.1.0',
  },
  'cookies.sessionSeconds': {
    env: 'OSTIARY_SESSION_LIFETIME',
    kind: duration(60),
    default: { value: 1_209_600 },
    description: 'Lifetime of a browser session.',
    example: '14d',
    since: '0.1.0',
  },
  'cookies.idleSeconds': {
    env: 'OSTIARY_SESSION_IDLE',
    kind: duration(300),
    default: {
      description: 'as long as `OSTIARY_SESSION_LIFETIME`',
      derive: (values) => values.get('cookies.sessionSeconds'),
    },
    description:
      'How long a browser session that nobody uses is good. Use is noted once a minute; tokens that were issued in the session are not concerned.',
    example: '30m',
    since: '0.1.0',
  },
};

export const passwordSettings: SettingsOf<'passwords'> = {
  'passwords.memoryKib': {
    env: 'OSTIARY_ARGON2_MEMORY',
    kind: wholeNumber(1_024, 4_194_304),
    default: { value: 19_456 },
    description:
      'argon2id memory in KiB. A change applies to new hashes, and to old ones at the next sign-in.',
    example: '47104',
    since: '0.1.0',
  },
  'passwords.passes': {
    env: 'OSTIARY_ARGON2_PASSES',
    kind: wholeNumber(1, 100),
    default: { value: 2 },
    description: 'argon2id passes over that memory.',
    example: '3',
    since: '0.1.0',
  },
  'passwords.lanes': {
    env: 'OSTIARY_ARGON2_LANES',
    kind: wholeNumber(1, 16),
    default: { value: 1 },
    description: 'argon2id lanes.',
    example: '1',
    since: '0.1.0',
  },
  'passwords.minLength': {
    env: 'OSTIARY_PASSWORD_MIN_LENGTH',
    kind: wholeNumber(1, 128),
    default: { value: 8 },
    description: 'The shortest password that is accepted, in characters.',
    example: '12',
    since: '0.1.0',
  },
  'passwords.minStrength': {
    env: 'OSTIARY_PASSWORD_MIN_STRENGTH',
    kind: wholeNumber(0, 4),
    default: { value: 2 },
    description: 'The weakest password that is accepted, as zxcvbn scores it.',
    example: '3',
    since: '0.1.0',
  },
  'passwords.breachUrl': {
    env: 'OSTIARY_BREACHED_PASSWORDS_URL',
    kind: plainUrl(['https:', 'http:'], 'https://api.pwnedpasswords.com/range/'),
    default: { value: null },
    description:
      'Where new passwords are looked up among those that were stolen elsewhere: five digits of the SHA-1 are sent, ' +
      'never more. Without it, and while it cannot be reached, the list on board decides alone.',
    example: 'https://api.pwnedpasswords.com/range/',
    since: '0.1.0',
  },
  'passwords.workers': {
    env: 'OSTIARY_HASH_WORKERS',
    kind: wholeNumber(1, 64),
    default: {
      description: 'cores less one, shared among the workers, at least one',
      derive: (values, { cores }) =>
        Math.min(64, Math.max(1, Math.floor((cores - 1) / values.get('server.workers')))),
    },
    description: 'Threads of one worker that hash passwords. One core is left for everything else.',
    example: '3',
    since: '0.1.0',
  },
  'passwords.maxQueued': {
    env: 'OSTIARY_HASH_QUEUE',
    kind: wholeNumber(1, 100_000),
    default: {
      description: '32 for each hashing thread',
      derive: (values) => 32 * values.get('passwords.workers'),
    },
    description: 'Sign-ins that may wait for a hashing thread; more are answered with 503.',
    example: '64',
    since: '0.1.0',
  },
  'passwords.queueDeadlineMs': {
    env: 'OSTIARY_HASH_DEADLINE',
    kind: milliseconds(1, 60_000),
    default: { value: 2_000 },
    description: 'How long a sign-in may wait for a hashing thread before it is answered with 503.',
    example: '2s',
    since: '0.1.0',
  },
};

export const limitSettings: SettingsOf<'limits'> = {
  'limits.isOn': {
    env: 'OSTIARY_RATE_LIMITS',
    kind: flag,
    default: { value: true },
    description: 'Limits per account and address. Off only for load tools and tests.',
    example: 'off',
    since: '0.1.0',
  },
  'limits.accountFailures': {
    env: 'OSTIARY_LIMIT_ACCOUNT_FAILURES',
    kind: wholeNumber(1, 1_000),
    default: { value: 5 },
    description: 'Failed sign-ins of one account before it must wait longer each time.',
    example: '10',
    since: '0.1.0',
  },
  'limits.addressFailures': {
    env: 'OSTIARY_LIMIT_ADDRESS_FAILURES',
    kind: wholeNumber(1, 1_000_000),
    default: { value: 100 },
    description: 'Failed sign-ins from one address within the window before it is refused.',
    example: '50',
    since: '0.1.0',
  },
  'limits.addressWindowSeconds': {
    env: 'OSTIARY_LIMIT_ADDRESS_WINDOW',
    kind: duration(1),
    default: { value: 900 },
    description: 'The window in which failures and sign-ups of an address are counted.',
    example: '15m',
    since: '0.1.0',
  },
  'limits.mails': {
    env: 'OSTIARY_LIMIT_MAILS',
    kind: wholeNumber(1, 1_000_000),
    default: { value: 5 },
    description:
      'Mails to one email address that anybody may cause within the window; ten times as many from one network address.',
    example: '3',
    since: '0.1.0',
  },
  'limits.addressSignUps': {
    env: 'OSTIARY_LIMIT_ADDRESS_SIGN_UPS',
    kind: wholeNumber(1, 1_000_000),
    default: { value: 100 },
    description: 'Sign-ups from one address within the window.',
    example: '5',
    since: '0.1.0',
  },
};
