import type { FuzzTarget } from '@ostiary/testkit';
import { expect } from 'vitest';
import { databaseUrl, hostName, addressRange, plainUrl, publicUrl } from '../../src/config/address.kinds.ts';
import {
  byteSize,
  choice,
  duration,
  flag,
  list,
  milliseconds,
  wholeNumber,
} from '../../src/config/setting.kinds.ts';
import type { Kind } from '../../src/config/setting.types.ts';
import { readRemoteAddress } from '../../src/commands/engine/remote-address.rules.ts';
import { fill, onOneLine, placeholdersIn } from '../../src/modules/mail/templates/template.rules.ts';
import { readSmtpUrl } from '../../src/modules/mail/transports/smtp-address.rules.ts';
import { codeBytes, readTypedCode } from '../../src/modules/mfa/recovery-codes/recovery-code.rules.ts';
import { isOutdated, readStoredHash } from '../../src/modules/passwords/hashing/stored-hash.rules.ts';
import { isApiTokenText } from '../../src/modules/tokens/api/api-token.rules.ts';
import { isSameEmail, readEmail } from '../../src/modules/users/identifiers/email.rules.ts';
import { foldText } from '../../src/modules/users/identifiers/folding.rules.ts';
import { readUsername } from '../../src/modules/users/identifiers/username.rules.ts';
import { problemOfDatabaseText } from './storable.ts';

const surroundings = { cwd: '/srv', environment: 'production', cores: 2 } as const;

/** A value of the kind, or what was expected, in words. */
function setting<T>(
  name: string,
  kind: Kind<T>,
  { examples, isOne }: { examples: readonly string[]; isOne: (value: T) => boolean },
): FuzzTarget {
  return {
    name: `settings: ${name}`,
    examples,
    longest: 100_000,
    check(text) {
      const parsed = kind.parse(text, surroundings);
      if ('expected' in parsed) {
        expect(parsed.expected).toMatch(/./);
        return undefined;
      }
      expect(isOne(parsed.value), JSON.stringify(parsed.value)).toBe(true);
      return parsed.value;
    },
  };
}

const isWhole = (from: number, to: number) => (value: number) =>
  Number.isSafeInteger(value) && value >= from && value <= to;
const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

const settings: readonly FuzzTarget[] = [
  setting('durations', duration(1), {
    ...{ examples: ['300', '300s', '5m', '1 h', '30D'], isOne: isWhole(1, 999_999_999 * 86_400) },
  }),
  setting('milliseconds', milliseconds(1, 60_000), {
    ...{ examples: ['2000', '2000ms', '2 s'], isOne: isWhole(1, 60_000) },
  }),
  setting('sizes', byteSize(1_024, 1_048_576), {
    ...{ examples: ['262144', '256KiB', '1 MiB', '1k'], isOne: isWhole(1_024, 1_048_576) },
  }),
  setting('numbers', wholeNumber(1, 65_535), { examples: ['8000', '1'], isOne: isWhole(1, 65_535) }),
  setting('switches', flag, {
    examples: ['on', 'OFF', 'true', '0'],
    isOne: (value) => typeof value === 'boolean',
  }),
  setting('words', choice(['off', 'optional', 'required']), {
    examples: ['Off', 'required'],
    isOne: (value) => ['off', 'optional', 'required'].includes(value),
  }),
  setting('lists', list(hostName, { isEmptyAllowed: false }), {
    examples: ['a.example, b.example', '127.0.0.1'],
    isOne: (value) => value.length > 0 && new Set(value).size === value.length,
  }),
  setting('ranges', addressRange, { examples: ['10.0.0.0/8', '::1', 'fd00::/8'], isOne: isText }),
  setting('public addresses', publicUrl, {
    examples: ['https://id.example.org', 'http://localhost:8000', 'https://id.example.org:443'],
    isOne: (value) => new URL(value).origin === value,
  }),
  setting('databases', databaseUrl, {
    examples: ['postgres://u:p%2Fw@h:5432/n', 'sqlite:////srv/x.sqlite', 'sqlite:x'],
    isOne: (value) =>
      value.startsWith('sqlite:/') || isText(decodeURIComponent(new URL(value).password + 'x')),
  }),
  setting('mail servers', plainUrl(['smtp:', 'smtps:'], 'smtp://mail.example.org'), {
    examples: ['smtp://mail.example.org:2525?tls=required', 'smtps://me%40x:p%2Fw@mail.example.org'],
    isOne: (value) => isText(readSmtpUrl(value).host),
  }),
];

const hashes: FuzzTarget = {
  name: 'stored password hashes',
  longest: 1_024,
  examples: [
    `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`,
    `argon2$argon2id$v=19$m=102400,t=2,p=8$${'A'.repeat(22)}$${'A'.repeat(43)}`,
    `pbkdf2_sha256$260000$salt$${'A'.repeat(43)}=`,
    `pbkdf2_sha1$260000$salt$${'A'.repeat(27)}=`,
    `bcrypt$$2b$12$${'a'.repeat(53)}`,
    `bcrypt_sha256$$2b$12$${'a'.repeat(53)}`,
    `scrypt$16384$salt$8$1$${'A'.repeat(86)}==`,
    `sha1$salt$${'a'.repeat(40)}`,
    `md5$salt$${'a'.repeat(32)}`,
    'a'.repeat(32),
    '!unusable',
  ],
  check(text) {
    const hash = readStoredHash(text);
    expect(typeof isOutdated(text, { memoryKib: 1_024, passes: 1, lanes: 1 })).toBe('boolean');
    if (!hash) return undefined;
    // Nobody buys minutes of the processor by a hash.
    if (hash.scheme === 'pbkdf2') expect(hash.iterations).toBeLessThanOrEqual(5_000_000);
    if (hash.scheme === 'scrypt') {
      expect(hash.cost * hash.blockSize * 128).toBeLessThanOrEqual(256 * 1024 * 1024);
      expect(Number.isInteger(Math.log2(hash.cost))).toBe(true);
    }
    if (hash.scheme === 'argon2') expect(text.endsWith(hash.phc)).toBe(true);
    if (hash.scheme === 'bcrypt') expect(Number(hash.encoded.slice(4, 6))).toBeLessThanOrEqual(16);
    return hash;
  },
};

const identifiers: FuzzTarget = {
  name: 'email addresses and usernames',
  examples: [
    ...[
      'ann@example.com',
      'Änn.Müller+x@bücher.example',
      'ann',
      'ＡＮＮ',
      'straße',
      'ივანე',
      'a.b@localhost',
    ],
    ...['user@xn--bcher-kva.example', 'ΣΑΣ@example.com', 'ann@mail.example.co.uk'],
  ],
  check(text) {
    expect(foldText(foldText(text))).toBe(foldText(text));
    const email = readEmail(text);
    if (email) {
      expect(readEmail(email.email)).toEqual(email);
      expect(isSameEmail(text, email.email)).toBe(true);
      expect(email.email.length).toBeLessThanOrEqual(254);
      expect(problemOfDatabaseText(email.email + email.key)).toBeUndefined();
    }
    const username = readUsername(text);
    if ('username' in username) {
      expect(readUsername(username.username)).toEqual(username);
      expect(problemOfDatabaseText(username.username + username.key)).toBeUndefined();
    }
    return [email, username];
  },
};

const typedCodes: FuzzTarget = {
  name: 'codes that people type',
  examples: ['k7mq-x2pw-9dhc', '123 456', 'O0Il-abcd-efgh'],
  check(text) {
    const code = readTypedCode(text);
    if (code.kind === 'recovery_code')
      expect(code.text).toMatch(new RegExp(`^[0-9a-z]{${String(codeBytes)}}$`));
    expect(readTypedCode(code.text)).toEqual(code);
    isApiTokenText(text);
    return code;
  },
};

const remoteAddresses: FuzzTarget = {
  name: 'addresses of servers elsewhere',
  longest: 100_000,
  examples: ['https://auth.example.org/', 'http://localhost:8000', 'https://a:b@c.example', 'https://x/y//'],
  check(text) {
    const read = readRemoteAddress(text, { isInsecureAllowed: false });
    if ('problem' in read) return read;
    expect(read.url).not.toMatch(/\/$/);
    const { username, password, search, hash } = new URL(read.url);
    expect([username, password, search, hash]).toEqual(['', '', '', '']);
    expect(readRemoteAddress(read.url, { isInsecureAllowed: false })).toEqual(read);
    return read;
  },
};

const templates: FuzzTarget = {
  name: 'templates of mails',
  examples: ['Hello {{ name }}, open {{link}}.', '{{ }} {{{name}}} {{na me}}', '{{name}}{{toString}}'],
  check(text) {
    const known = placeholdersIn(text).every((name) => name === 'name' || name === 'link');
    const filled = ((): string | undefined => {
      try {
        return fill(text, { name: '{{link}}', link: 'L' });
      } catch (error) {
        if (error instanceof TypeError) return undefined;
        throw error;
      }
    })();
    // What is checked when a template is loaded is all that filling needs.
    if (known) expect(filled).toBeDefined();
    expect(onOneLine(text)).toMatch(/^[^\r\n\u2028\u2029]*$/);
    return filled;
  },
};

export const texts: readonly FuzzTarget[] = [
  ...[...settings, hashes, identifiers, typedCodes, remoteAddresses, templates],
];
