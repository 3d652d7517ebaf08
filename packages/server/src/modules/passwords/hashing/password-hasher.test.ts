import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { djangoHashes, plainPassword, unusableHash } from './django-hashes.fixture.ts';
import { performHashJob, type HashJob } from './hash-work.ts';
import { createPasswordHasher, maxPasswordBytes } from './password-hasher.ts';
import { decoyHash, isOutdated, readStoredHash } from './stored-hash.rules.ts';

const costs = { memoryKib: 64, passes: 1, lanes: 1 };
const jobs: HashJob[] = [];
const hasher = createPasswordHasher((job) => {
  jobs.push(job);
  return performHashJob(job);
}, costs);

describe('our own hash', () => {
  test('is argon2id in PHC form, salted, and verifies only its password', async () => {
    const [one, other] = [await hasher.hash('a password'), await hasher.hash('a password')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=64,t=1,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
    expect(other).not.toBe(one);
    expect(await hasher.verify('a password', one)).toEqual({ isCorrect: true, isOutdated: false });
    expect(await hasher.verify('a passwore', one)).toEqual({ isCorrect: false, isOutdated: false });
    expect(await hasher.verify('a password ', one)).toEqual({ isCorrect: false, isOutdated: false });
  });

  test('takes the text as it is: neither trimmed nor normalised nor cut at a NUL', async () => {
    const encoded = await hasher.hash(' Ｐé\0x ');
    expect((await hasher.verify(' Ｐé\0x ', encoded)).isCorrect).toBe(true);
    for (const other of ['Ｐé\0x', ' Pé\0x ', ' Ｐe\u0301\0x ', ' Ｐé', ' Ｐé\0y ']) {
      expect((await hasher.verify(other, encoded)).isCorrect, other).toBe(false);
    }
  });

  test('is outdated as soon as any cost differs', async () => {
    const encoded = await hasher.hash('a password');
    for (const change of [{ memoryKib: 128 }, { passes: 2 }, { lanes: 2 }]) {
      expect(isOutdated(encoded, { ...costs, ...change })).toBe(true);
    }
  });
});

describe('a hash of Django', () => {
  test.each(djangoHashes)('%s verifies as %s, and is then outdated', async (password, encoded) => {
    expect(await hasher.verify(password, encoded)).toEqual({ isCorrect: true, isOutdated: true });
    expect(await hasher.verify(`${password}x`, encoded)).toEqual({ isCorrect: false, isOutdated: false });
  });

  test('of bcrypt_sha256 reads past 72 bytes', async () => {
    const encoded = djangoHashes.find(([, hash]) => hash.startsWith('bcrypt_sha256'))?.[1] ?? '';
    expect((await hasher.verify(plainPassword.repeat(5), encoded)).isCorrect).toBe(false);
  });
});

const overpriced = [
  `$argon2id$v=19$m=4194304,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`,
  `$argon2id$v=19$m=65536,t=1000000,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`,
  `$argon2id$v=19$m=64,t=1,p=255$${'A'.repeat(22)}$${'A'.repeat(43)}`,
  `pbkdf2_sha256$2000000000$salt$${'A'.repeat(43)}=`,
  `scrypt$1073741824$salt$8$1$${'A'.repeat(86)}==`,
  `scrypt$16384$salt$8$1000000$${'A'.repeat(86)}==`,
  `bcrypt$$2b$31$${'A'.repeat(53)}`,
];

const worthless = [
  unusableHash,
  '!',
  '',
  '$',
  'plain text',
  'md5$salt$5f4dcc3b5aa765d61d8327deb882cf9',
  'md5$salt$5F4DCC3B5AA765D61D8327DEB882CF99',
  'md5$salt$more$5f4dcc3b5aa765d61d8327deb882cf99',
  'sha1$salt$5f4dcc3b5aa765d61d8327deb882cf99',
  'sha1$5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8',
  '5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8',
  'crypt$$abFZSxKKdq5s2',
  'pbkdf2_sha256$0$salt$AAAA',
  'pbkdf2_sha256$1e9$salt$AAAAAAAAAAAAAAAAAAAAAAAA',
  'pbkdf2_sha256$-1$salt$AAAAAAAAAAAAAAAAAAAAAAAA',
  'pbkdf2_sha256$1000$$AAAAAAAAAAAAAAAAAAAAAAAA',
  'pbkdf2_sha256$1000$salt$',
  'pbkdf2_sha256$1000$salt$not base64!',
  'scrypt$16383$salt$8$5$AAAAAAAAAAAAAAAAAAAAAAAA',
  'bcrypt$$2b$04$short',
  'argon2$argon2id$v=19$m=64,t=1,p=1$$',
  `$argon2id$v=19$m=64,t=1,p=1$${'A'.repeat(22)}$${'A'.repeat(2000)}`,
];

describe('a hash that is worth nothing', () => {
  test.each([...overpriced, ...worthless])(
    '%s never verifies, and costs what a wrong password costs',
    async (encoded) => {
      jobs.length = 0;
      expect(readStoredHash(encoded)).toBeUndefined();
      expect(await hasher.verify('password', encoded)).toEqual({ isCorrect: false, isOutdated: false });
      expect(jobs).toEqual([{ kind: 'verify', password: 'password', stored: decoyHash(costs) }]);
    },
  );

  test('that no rule foresaw does not throw', async () => {
    const prefixes = [
      '',
      '$argon2id$',
      'argon2$',
      'bcrypt$',
      'bcrypt_sha256$$2b$04$',
      'scrypt$2$',
      'pbkdf2_sha1$1$',
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...prefixes), fc.string({ unit: 'binary' }), async (prefix, rest) => {
        expect((await hasher.verify('password', prefix + rest)).isCorrect).toBe(false);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a password that cannot be one', () => {
  test.each(['', '\ud800', 'x'.repeat(maxPasswordBytes + 1), '密'.repeat(2000)])(
    '%j never verifies',
    async (password) => {
      const encoded = await hasher.hash('impossible');
      expect((await hasher.verify(password, encoded)).isCorrect).toBe(false);
      await expect(hasher.hash(password)).rejects.toThrow(TypeError);
    },
  );

  test('with the decoy and nobody’s hash is as wrong as any', async () => {
    expect((await hasher.verify('anything', null)).isCorrect).toBe(false);
  });
});
