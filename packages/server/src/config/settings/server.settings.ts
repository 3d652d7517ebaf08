import { join } from 'node:path';
import { addressRange, databaseUrl, hostName, localUrl, publicUrl } from '../address.kinds.ts';
import { byteSize, choice, directory, duration, flag, list, wholeNumber } from '../setting.kinds.ts';
import type { Kind, SettingsOf } from '../setting.types.ts';

const productionWord: Kind<boolean> = {
  description: '`production` or anything else',
  parse: (value) => ({ value: value === 'production' }),
};

const masterKey: Kind<string> = {
  description: 'text of 32 characters or more',
  parse: (value) => (value.length >= 32 ? { value } : { expected: '32 characters or more', id: 'CFG-E005' }),
};

export const serverSettings: SettingsOf<'isProduction' | 'server' | 'data' | 'secrets'> = {
  isProduction: {
    env: 'NODE_ENV',
    kind: productionWord,
    default: { description: 'development', derive: () => false },
    description: 'In production nothing is made up: secrets and an https URL must be given.',
    example: 'production',
    since: '0.1.0',
  },
  'server.host': {
    env: 'OSTIARY_HOST',
    kind: hostName,
    default: { value: '127.0.0.1' },
    description: 'The address to listen on. `0.0.0.0` means every interface.',
    example: '0.0.0.0',
    since: '0.1.0',
  },
  'server.port': {
    env: 'OSTIARY_PORT',
    kind: wholeNumber(1, 65_535),
    default: { value: 8_000 },
    description: 'The port to listen on.',
    example: '8080',
    since: '0.1.0',
  },
  'server.url': {
    env: 'OSTIARY_URL',
    kind: publicUrl,
    default: {
      description: '`http://` with host and port',
      derive: (values) => localUrl(values.get('server.host'), values.get('server.port')),
    },
    description: 'The public base URL, as browsers and client services see it.',
    example: 'https://id.example.org',
    since: '0.1.0',
  },
  'server.strictTransport': {
    env: 'OSTIARY_STRICT_TRANSPORT',
    kind: choice(['subdomains', 'host', 'off']),
    default: {
      description: '`host` when the public URL is https',
      derive: (values) => (values.get('server.url').startsWith('https:') ? 'host' : 'off'),
    },
    description:
      'For whom browsers are told to use https alone, for a year from each answer (`Strict-Transport-Security`): for the host of the public URL and those below it, for that host, or for none.',
    example: 'subdomains',
    since: '0.1.0',
  },
  'server.trustedProxies': {
    env: 'OSTIARY_TRUSTED_PROXIES',
    kind: list(addressRange, { isEmptyAllowed: true }),
    default: { value: [] },
    description: 'Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.',
    example: '10.0.0.0/8,127.0.0.1',
    since: '0.1.0',
  },
  'server.logLevel': {
    env: 'OSTIARY_LOG_LEVEL',
    kind: choice(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    default: { value: 'info' },
    description: 'The least important log line that is written.',
    example: 'debug',
    since: '0.1.0',
  },
  'server.bodyLimitBytes': {
    env: 'OSTIARY_BODY_LIMIT',
    kind: byteSize(1_024, 104_857_600),
    default: { value: 262_144 },
    description: 'Larger request bodies are refused with 413.',
    example: '1MiB',
    since: '0.1.0',
  },
  'server.workers': {
    env: 'OSTIARY_WORKERS',
    kind: wholeNumber(1, 64),
    default: { description: 'cores', derive: (_values, { cores }) => Math.min(64, cores) },
    description: 'Processes that serve, on one port. `1` needs no process beside it.',
    example: '4',
    since: '0.1.0',
  },
  'server.drainSeconds': {
    env: 'OSTIARY_DRAIN',
    kind: duration(0),
    default: {
      description: '`5s` in production, otherwise `0s`',
      derive: (values) => (values.get('isProduction') ? 5 : 0),
    },
    description:
      'How long a server that was asked to stop goes on as before, except that `/readyz` answers 503, so that a load balancer sends its requests elsewhere.',
    example: '15s',
    since: '0.1.0',
  },
  'data.directory': {
    env: 'OSTIARY_DATA_DIR',
    kind: directory,
    default: { description: '`./data`', derive: (_values, { cwd }) => join(cwd, 'data') },
    description: 'Holds the SQLite file and, outside production, the secrets that Ostiary makes for itself.',
    example: '/var/lib/ostiary',
    since: '0.1.0',
  },
  'data.databaseUrl': {
    env: 'DATABASE_URL',
    kind: databaseUrl,
    default: {
      description: 'SQLite in the data directory',
      derive: (values) => `sqlite:${join(values.get('data.directory'), 'ostiary.sqlite')}`,
    },
    description: 'The database. `sqlite:////absolute/path` is understood, too.',
    example: 'postgres://ostiary:secret@db.example.org:5432/ostiary',
    since: '0.1.0',
    isSecret: true,
    isShownAsAddress: true,
  },
  'data.poolSize': {
    env: 'OSTIARY_POOL_SIZE',
    kind: wholeNumber(1, 200),
    default: { value: 8 },
    description:
      'PostgreSQL connections of one process, beside one that listens and one that lookups share. More measured slower, not faster.',
    example: '16',
    since: '0.1.0',
  },
  'data.pooling': {
    env: 'OSTIARY_DATABASE_POOLING',
    kind: choice(['session', 'transaction']),
    default: { value: 'session' },
    description:
      '`transaction` behind PgBouncer in transaction mode: statements have no names, and other processes are noticed by looking instead of listening.',
    example: 'transaction',
    since: '0.1.0',
  },
  'data.isBackedUpBeforeMigrating': {
    env: 'OSTIARY_BACKUP_BEFORE_MIGRATE',
    kind: flag,
    default: { value: true },
    description:
      'Whether a SQLite database is copied to `<data directory>/backups` before migrations change it. The newest three ' +
      'of these copies are kept.',
    example: 'off',
    since: '0.1.0',
  },
  'secrets.master': {
    env: 'OSTIARY_SECRET',
    kind: masterKey,
    default: {
      description: 'made once in `<data directory>/secrets.json`; required in production',
      derive: () => '',
    },
    description:
      'The master key. Everything sealed or hashed at rest depends on it: keep a copy in a safe place.',
    example: '`openssl rand -base64 48`',
    since: '0.1.0',
    isSecret: true,
  },
};
