import { isoTime, parseTime } from '#platform/clock.ts';
import { plainUrl } from '../address.kinds.ts';
import { choice, text, wholeNumber } from '../setting.kinds.ts';
import type { Kind, SettingsOf } from '../setting.types.ts';

/** With seconds and an offset: a day means another moment in every place (RFC 3339 section 5.6). */
const timePattern = /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?(?:[Zz]|[+-]\d{2}:\d{2})$/;

const momentInTime: Kind<string> = {
  description: 'time such as `2027-03-31T00:00:00Z` (RFC 3339)',
  parse(value) {
    const at = timePattern.test(value) ? parseTime(value.replace(' ', 'T')) : NaN;
    return Number.isFinite(at)
      ? { value: isoTime(at) }
      : { expected: 'a time with its offset, such as 2027-03-31T00:00:00Z' };
  },
};

/** A member of a JSON object, such as a claim or a field of a form. */
const memberName: Kind<string> = {
  description: 'name',
  parse: (value) =>
    /^[\w:./-]{1,100}$/.test(value) ? { value } : { expected: 'a name: letters, digits and _ : . / -' },
};

const idPrefix: Kind<string> = {
  description: 'text',
  parse: (value) =>
    /^[\x21-\x7e]{1,50}$/.test(value)
      ? { value }
      : { expected: 'at most 50 letters, digits and signs of ASCII, without spaces' },
};

const example = 'https://old.example.org/auth/token/';

export const predecessorSettings: SettingsOf<'predecessor'> = {
  'predecessor.tokenUrl': {
    env: 'OSTIARY_PREDECESSOR_TOKEN_URL',
    kind: plainUrl(['https:', 'http:'], example),
    default: { value: null },
    description:
      'Where the service before this one takes sign-ins (`/auth/token/` of SimpleJWT). Whoever is unknown here is asked about there, once for each attempt, and taken over when it lets them in.',
    example,
    since: '0.1.0',
  },
  'predecessor.userUrl': {
    env: 'OSTIARY_PREDECESSOR_USER_URL',
    kind: plainUrl(['https:', 'http:'], 'https://old.example.org/auth/user/'),
    default: { value: null },
    description:
      'Where it describes the holder of an access token: address, names and when they joined are taken from there. Never what they may do.',
    example: 'https://old.example.org/auth/user/',
    since: '0.1.0',
  },
  'predecessor.loginField': {
    env: 'OSTIARY_PREDECESSOR_LOGIN_FIELD',
    kind: memberName,
    default: { value: 'email' },
    description: 'The field of its sign-in that names the account: `USERNAME_FIELD` of its user model.',
    example: 'username',
    since: '0.1.0',
  },
  'predecessor.key': {
    env: 'OSTIARY_PREDECESSOR_KEY',
    kind: text,
    default: { value: null },
    description:
      'The key of its tokens (`SIGNING_KEY` of SimpleJWT, which is Django’s `SECRET_KEY` unless set). With it they are accepted here; without it they are nothing.',
    example: '`openssl rand -base64 48`',
    since: '0.1.0',
    isSecret: true,
  },
  'predecessor.algorithm': {
    env: 'OSTIARY_PREDECESSOR_ALGORITHM',
    kind: choice(['HS256', 'HS384', 'HS512']),
    default: { value: 'HS256' },
    description: 'How its tokens are signed; one that says otherwise is refused.',
    example: 'HS512',
    since: '0.1.0',
  },
  'predecessor.until': {
    env: 'OSTIARY_PREDECESSOR_UNTIL',
    kind: momentInTime,
    default: { value: null },
    description:
      'The end of the overlap: from then on nobody is asked there and none of its tokens is accepted.',
    example: '2027-03-31T00:00:00Z',
    since: '0.1.0',
  },
  'predecessor.userIdClaim': {
    env: 'OSTIARY_PREDECESSOR_USER_ID_CLAIM',
    kind: memberName,
    default: { value: 'user_id' },
    description: 'The claim of its tokens that holds its id of the user, a whole number or a text.',
    example: 'sub',
    since: '0.1.0',
  },
  'predecessor.idPrefix': {
    env: 'OSTIARY_PREDECESSOR_ID_PREFIX',
    kind: idPrefix,
    default: { value: '' },
    description:
      'What stands before that id in the external id of a user here: the same as `--id-prefix` of the import.',
    example: 'shop-',
    since: '0.1.0',
  },
  'predecessor.issuer': {
    env: 'OSTIARY_PREDECESSOR_ISSUER',
    kind: text,
    default: { value: null },
    description: 'What `iss` of its tokens must be. Without it one that has an issuer is refused.',
    example: 'https://old.example.org',
    since: '0.1.0',
  },
  'predecessor.audience': {
    env: 'OSTIARY_PREDECESSOR_AUDIENCE',
    kind: text,
    default: { value: null },
    description:
      'What `aud` of its tokens must be or contain. Without it one that has an audience is refused.',
    example: 'shop',
    since: '0.1.0',
  },
  'predecessor.asksPerMinute': {
    env: 'OSTIARY_PREDECESSOR_ASKS_PER_MINUTE',
    kind: wholeNumber(1, 1_000_000),
    default: { value: 600 },
    description:
      'How often it is asked within a minute, by all workers together. Whoever comes later is refused until the minute is over.',
    example: '60',
    since: '0.1.0',
  },
};
