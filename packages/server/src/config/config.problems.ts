/** Everything that can be wrong with the configuration. Ids are stable: operators search for them. */
export const problemCatalogue = {
  'CFG-E001': {
    meaning: 'A setting with the OSTIARY_ prefix that does not exist.',
    hint: 'Correct or remove it.',
  },
  'CFG-E002': {
    meaning: 'A value that cannot be read or is out of range.',
    hint: 'See docs/reference/config.md.',
  },
  'CFG-E003': {
    meaning: 'The .env file cannot be read.',
    hint: 'Make it readable for the user that runs Ostiary, or remove it.',
  },
  'CFG-E004': {
    meaning: 'Production without a master key.',
    hint: 'Set OSTIARY_SECRET, for instance to the output of: openssl rand -base64 48',
  },
  'CFG-E005': {
    meaning: 'A master key that is too short to be safe.',
    hint: 'Use 32 characters or more, for instance the output of: openssl rand -base64 48',
  },
  'CFG-E006': {
    meaning: 'A public URL without TLS in production.',
    hint: 'Set OSTIARY_URL to the https address at which browsers and services reach Ostiary.',
  },
  'CFG-E007': {
    meaning: 'A public URL that is more than scheme, host and port.',
    hint: 'Write it as https://id.example.org, without path, query or trailing slash.',
  },
  'CFG-E008': {
    meaning: 'HS256 without a shared key.',
    hint: 'Set OSTIARY_SIGNING_KEY, or use ES256, which needs no shared key.',
  },
  'CFG-E009': {
    meaning: 'An HS256 key shorter than the hash (RFC 7518 section 3.2).',
    hint: 'Use 32 bytes or more, for instance the output of: openssl rand -base64 48',
  },
  'CFG-E010': {
    meaning: 'A database that Ostiary does not know.',
    hint: 'Use postgres://user:password@host:5432/name or sqlite:///absolute/path; leave it out for SQLite in the data directory.',
  },
  'CFG-E011': {
    meaning: 'Access tokens that live as long as refresh tokens, or longer.',
    hint: 'Make OSTIARY_ACCESS_TOKEN_LIFETIME shorter than OSTIARY_REFRESH_TOKEN_LIFETIME.',
  },
  'CFG-E012': {
    meaning: 'Sliding tokens that live longer than they can be refreshed.',
    hint: 'Make OSTIARY_SLIDING_TOKEN_LIFETIME no longer than OSTIARY_SLIDING_TOKEN_REFRESH_LIFETIME.',
  },
  'CFG-E013': {
    meaning: 'A reuse window as long as the refresh token itself, or longer.',
    hint: 'A few seconds are enough for two tabs that refresh at once.',
  },
  'CFG-E014': {
    meaning: 'A data directory that cannot be made or written.',
    hint: 'Make it writable for the user that runs Ostiary, or set OSTIARY_DATA_DIR to another directory.',
  },
  'CFG-E015': {
    meaning: 'A secrets file that cannot be read or understood.',
    hint: 'Restore it from a backup, or set OSTIARY_SECRET. Without the same key, sealed data cannot be read.',
  },
  'CFG-E016': {
    meaning: 'Two claims with the same name.',
    hint: 'Give each claim setting a name of its own that Ostiary does not use for something else.',
  },
  'CFG-E017': {
    meaning: 'Dynamic registration by token, without a token.',
    hint: 'Set OSTIARY_REGISTRATION_TOKEN, for instance to the output of: openssl rand -base64 48',
  },
  'CFG-E018': {
    meaning: 'Mail by SMTP, without a mail server.',
    hint: 'Set OSTIARY_SMTP_URL, such as smtp://user:password@mail.example.org:587.',
  },
  'CFG-E019': {
    meaning: 'A way to sign up or in that needs mail, where no mail is sent.',
    hint: 'Set OSTIARY_SMTP_URL, or turn it off.',
  },
  'CFG-E020': {
    meaning: 'A predecessor without an end of the overlap.',
    hint: 'Set OSTIARY_PREDECESSOR_UNTIL to the day on which it is switched off, such as 2027-03-31T00:00:00Z.',
  },
  'CFG-E021': {
    meaning:
      'An address of the predecessor to which passwords or tokens would travel in clear, or that holds others.',
    hint: 'Use https without a user name, a password or a fragment. Plain http is for this machine alone, outside production.',
  },
  'CFG-E022': {
    meaning: 'A key of the predecessor that is too short to be safe, or is a secret of Ostiary as well.',
    hint: 'A key that can be guessed lets everybody in: leave it out, and let people sign in again.',
  },
  'CFG-E023': {
    meaning: 'An address for the details of users of the predecessor, without one to sign in at.',
    hint: 'Set OSTIARY_PREDECESSOR_TOKEN_URL, too.',
  },
  'CFG-W001': {
    meaning:
      'HS256: every service that can verify a token can also make one, and OAuth and OpenID Connect are off.',
    hint: 'Use ES256 unless a service insists on a shared secret.',
  },
  'CFG-W002': { meaning: 'Rate limits are off in production.', hint: 'Set OSTIARY_RATE_LIMITS=on.' },
  'CFG-W003': {
    meaning: 'Basic authentication: the password travels with every request.',
    hint: 'Keep Basic out of OSTIARY_AUTH_HEADER_TYPES except for tests and tools.',
  },
  'CFG-W004': {
    meaning: 'Cookies without the Secure attribute behind https.',
    hint: 'Remove COOKIE_SECURE; it is on by itself when the public URL is https.',
  },
  'CFG-W005': {
    meaning: 'A secrets file or data directory that other users of the machine can read.',
    hint: 'Take the permission away: chmod 700 for the directory, 600 for the file.',
  },
  'CFG-W006': {
    meaning:
      'Refresh tokens that do not rotate, in production: a stolen one stays useful (RFC 9700 section 4.14).',
    hint: 'Set OSTIARY_ROTATE_REFRESH_TOKENS=on once every client keeps the refresh token of the last answer.',
  },
  'CFG-W007': {
    meaning: 'Secure cookies on a public URL without TLS: browsers will drop them.',
    hint: 'Remove COOKIE_SECURE, or serve Ostiary by https.',
  },
  'CFG-W008': {
    meaning: 'A first administrator that cannot be made, because a part is missing.',
    hint: 'Set OSTIARY_ADMIN_PASSWORD and at least one of OSTIARY_ADMIN_EMAIL and OSTIARY_ADMIN_USERNAME.',
  },
  'CFG-W009': {
    meaning: 'Dynamic registration open to anybody, in production.',
    hint: 'Set OSTIARY_DYNAMIC_REGISTRATION=token unless strangers are meant to register applications.',
  },
  'CFG-W010': {
    meaning: 'Mail that is printed instead of sent, in production: links that let people in are in the log.',
    hint: 'Set OSTIARY_SMTP_URL, or OSTIARY_MAIL=off.',
  },
  'CFG-W011': {
    meaning:
      'Tokens of the predecessor are accepted: whoever has its key, every service that verifies with it among them, can act as any of its users.',
    hint: 'Make the overlap short, and remove OSTIARY_PREDECESSOR_KEY when its last token has expired.',
  },
  'CFG-W012': {
    meaning:
      'Anybody may sign up with the address of somebody who has not come over from the predecessor yet, and keeps them out.',
    hint: 'Set OSTIARY_SIGN_UP=off or OSTIARY_EMAIL_VERIFICATION=required until everybody is here.',
  },
} as const satisfies Record<string, { meaning: string; hint: string }>;

export type ProblemId = keyof typeof problemCatalogue;

export interface Problem {
  id: ProblemId;
  severity: 'error' | 'warning';
  /** The environment variable at fault, or null when it is not one alone. */
  setting: string | null;
  /** Never holds the value of a secret. */
  message: string;
  hint: string;
}

/** A problem with the catalogue's hint; a caller that knows a better one replaces it. */
export function problem(id: ProblemId, setting: string | null, message: string): Problem {
  const severity = id.startsWith('CFG-W') ? 'warning' : 'error';
  return { id, severity, setting, message, hint: problemCatalogue[id].hint };
}
