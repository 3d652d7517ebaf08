import { describe, expect, test } from 'vitest';
import { decoyHash, isOutdated, isReadableHash, readStoredHash } from './stored-hash.rules.ts';

const digest = 'A'.repeat(43);
const salt = 'B'.repeat(22);
const argon2 = (costs: string, variant = 'argon2id$v=19'): string => `$${variant}$${costs}$${salt}$${digest}`;
const pbkdf2 = (iterations: string): string => `pbkdf2_sha256$${iterations}$salt$${digest}=`;
const scrypt = (cost: string, blockSize = '8', lanes = '1'): string =>
  `scrypt$${cost}$salt$${blockSize}$${lanes}$${digest}==`;
const bcrypt = (cost: string, variant = '2b'): string => `$${variant}$${cost}$${'C'.repeat(53)}`;

describe('a stored hash is taken apart', () => {
  test.each([
    ['argon2id', argon2('m=65536,t=3,p=4')],
    ['argon2i', argon2('m=65536,t=3,p=4', 'argon2i$v=19')],
    ['argon2d, of its first version', argon2('m=65536,t=3,p=4', 'argon2d$v=16')],
    ['of many passes on many lanes', argon2('m=512,t=1000,p=64')],
    ['of the shortest salt and hash', `$argon2id$v=19$m=64,t=1,p=1$${'a'.repeat(11)}$${'b'.repeat(16)}`],
    ['of the longest salt and hash', `$argon2id$v=19$m=64,t=1,p=1$${'+'.repeat(128)}$${'/'.repeat(172)}`],
  ])('of argon2: %s', (_what, phc) => {
    expect(readStoredHash(phc)).toEqual({ scheme: 'argon2', phc });
    expect(readStoredHash(`argon2${phc}`)).toEqual({ scheme: 'argon2', phc });
    expect(isReadableHash(phc)).toBe(true);
  });

  test.each([bcrypt('04'), bcrypt('12', '2a'), bcrypt('16', '2y'), `$2b$10$./${'z9'.repeat(25)}A`])(
    'of bcrypt: %s',
    (encoded) => {
      const read = { scheme: 'bcrypt', encoded };
      expect(readStoredHash(`bcrypt$${encoded}`)).toEqual({ ...read, isSha256First: false });
      expect(readStoredHash(`bcrypt_sha256$${encoded}`)).toEqual({ ...read, isSha256First: true });
    },
  );

  test.each([
    ['sha256', 'pbkdf2_sha256', `${digest}=`],
    ['sha1', 'pbkdf2_sha1', 'a+/0'.repeat(4)],
    ['sha256', 'pbkdf2_sha256', `${'z'.repeat(22)}==`],
  ])('of pbkdf2 with %s', (algorithm, name, hash) => {
    expect(readStoredHash(`${name}$1200000$its salt$${hash}`)).toEqual({
      ...{ scheme: 'pbkdf2', digest: algorithm, iterations: 1_200_000, salt: 'its salt', hash },
    });
  });

  test('of scrypt', () => {
    expect(readStoredHash(`scrypt$16384$its salt$8$5$${digest}`)).toEqual({
      ...{ scheme: 'scrypt', cost: 16_384, blockSize: 8, lanes: 5, salt: 'its salt', hash: digest },
    });
  });

  test('of one round of a digest, with a salt or without', () => {
    const [md5, sha1] = ['0123456789abcdef'.repeat(2), '01234567'.repeat(5)];
    const read = { scheme: 'digest', algorithm: 'md5', salt: 'its salt', hash: md5 };
    expect(readStoredHash(`md5$its salt$${md5}`)).toEqual(read);
    expect(readStoredHash(md5)).toEqual({ ...read, salt: '' });
    expect(readStoredHash(`sha1$$${sha1}`)).toEqual({ ...read, algorithm: 'sha1', salt: '', hash: sha1 });
  });
});

describe('costs are taken up to a bound and not beyond', () => {
  test.each([
    ['argon2: memory', argon2('m=262144,t=1,p=1'), argon2('m=262145,t=1,p=1')],
    ['argon2: work', argon2('m=262144,t=8,p=1'), argon2('m=262144,t=9,p=1')],
    ['argon2: lanes', argon2('m=65536,t=1,p=64'), argon2('m=65536,t=1,p=65')],
    ['argon2: least memory', argon2('m=8,t=1,p=1'), argon2('m=7,t=1,p=1')],
    ['argon2: least memory of several lanes', argon2('m=32,t=1,p=4'), argon2('m=31,t=1,p=4')],
    ['pbkdf2: iterations', pbkdf2('5000000'), pbkdf2('5000001')],
    ['scrypt: memory', scrypt('262144'), scrypt('524288')],
    ['scrypt: memory by the size of blocks', scrypt('131072', '16'), scrypt('131072', '17')],
    ['scrypt: work', scrypt('262144', '8', '32'), scrypt('262144', '8', '33')],
    ['scrypt: cost', scrypt('2', '1'), scrypt('1', '1')],
    ['scrypt: cost of small blocks', scrypt('2097152', '1'), scrypt('4194304', '1')],
    ['scrypt: size of blocks', scrypt('16', '64'), scrypt('16', '65')],
    ['scrypt: lanes', scrypt('16', '1', '64'), scrypt('16', '1', '65')],
    ['bcrypt: greatest cost', `bcrypt$${bcrypt('16')}`, `bcrypt$${bcrypt('17')}`],
    ['bcrypt: least cost', `bcrypt$${bcrypt('04')}`, `bcrypt$${bcrypt('03')}`],
    ['length', longest(1_024), longest(1_025)],
  ])('%s', (_what, within, beyond) => {
    expect(isReadableHash(within)).toBe(true);
    expect(isReadableHash(beyond)).toBe(false);
  });

  function longest(length: number): string {
    const frame = `pbkdf2_sha1$1000$$${digest}=`;
    return frame.replace('$$', `$${'s'.repeat(length - frame.length)}$`);
  }
});

describe('what is nearly a stored hash is none', () => {
  test.each([
    ['argon2 without its number of passes', argon2('m=64,p=1')],
    ['argon2 of no memory', argon2('m=0,t=1,p=1')],
    ['argon2 of no passes', argon2('m=64,t=0,p=1')],
    ['argon2 of no lanes', argon2('m=64,t=1,p=0')],
    ['argon2 of another version', argon2('m=64,t=1,p=1', 'argon2id$v=18')],
    ['argon2 of another kind', argon2('m=64,t=1,p=1', 'argon2x$v=19')],
    ['argon2 behind something else', `argon2$x${argon2('m=64,t=1,p=1')}`],
    ['argon2 with something behind it', `${argon2('m=64,t=1,p=1')}$`],
    ['argon2 of a short salt', `$argon2id$v=19$m=64,t=1,p=1$${'a'.repeat(10)}$${digest}`],
    ['argon2 of a short hash', `$argon2id$v=19$m=64,t=1,p=1$${salt}$${'b'.repeat(15)}`],
    ['argon2 of another alphabet', `$argon2id$v=19$m=64,t=1,p=1$${salt}$${'_'.repeat(43)}`],
    ['bcrypt of an unknown kind', `bcrypt$${bcrypt('10', '2x')}`],
    ['bcrypt behind something else', `bcrypt$x${bcrypt('10')}`],
    ['bcrypt with something behind it', `bcrypt$${bcrypt('10')}x`],
    ['bcrypt in another alphabet', `bcrypt$$2b$10$${'+'.repeat(53)}`],
    ['bcrypt without a cost', `bcrypt$$2b$xx$${'C'.repeat(53)}`],
    ['a count with an exponent', pbkdf2('1e3')],
    ['a count with a sign', pbkdf2('+1000')],
    ['a count below nothing', pbkdf2('-1000')],
    ['a count with a zero in front', pbkdf2('01000')],
    ['no count', pbkdf2('')],
    ['pbkdf2 without a hash', 'pbkdf2_sha256$1000$salt'],
    ['pbkdf2 without a salt', `pbkdf2_sha256$1000$$${digest}=`],
    ['pbkdf2 of a part too many', `${pbkdf2('1000')}$`],
    ['pbkdf2 of a hash behind something else', `pbkdf2_sha256$1000$salt$-${digest}=`],
    ['pbkdf2 of too much padding', `${pbkdf2('1000')}==`],
    ['scrypt without a hash', 'scrypt$16384$salt$8$1'],
    ['scrypt without a salt', `scrypt$16384$$8$1$${digest}==`],
    ['scrypt of a part too many', `${scrypt('16384')}$`],
    ['scrypt of a hash that is none', 'scrypt$16384$salt$8$1$short'],
    ['scrypt of a cost that is no power of two', scrypt('16383')],
    ['scrypt without a cost', scrypt('')],
    ['scrypt without a size of blocks', scrypt('16384', '')],
    ['scrypt without lanes', scrypt('16384', '8', '')],
    ['a digest of another length', `md5$salt$${'a'.repeat(40)}`],
    ['a digest with something in front', `md5$salt$-${'a'.repeat(31)}`],
    ['a digest with something behind', `md5$salt$${'a'.repeat(31)}-`],
    ['a digest in other letters', `md5$salt$${'g'.repeat(32)}`],
    ['a digest without its salt', `sha1$${'a'.repeat(40)}`],
    ['a digest of a part too many', `sha1$salt$${'a'.repeat(40)}$`],
    ['another scheme', `crypt$salt$${'a'.repeat(32)}`],
    ['an unusable password', `!${digest}`],
  ])('%s', (_what, encoded) => {
    expect(readStoredHash(encoded)).toBeUndefined();
    expect(isReadableHash(encoded)).toBe(false);
  });
});

describe('a hash that has verified', () => {
  const current = { memoryKib: 65_536, passes: 3, lanes: 4 };

  test('stays when it is ours, at today’s costs', () => {
    expect(isOutdated(argon2('m=65536,t=3,p=4'), current)).toBe(false);
  });

  test.each([
    ['more memory', argon2('m=131072,t=3,p=4')],
    ['fewer passes', argon2('m=65536,t=2,p=4')],
    ['other lanes', argon2('m=65536,t=3,p=1')],
    ['another kind of argon2', argon2('m=65536,t=3,p=4', 'argon2i$v=19')],
    ['another version of it', argon2('m=65536,t=3,p=4', 'argon2id$v=16')],
    ['Django’s form of it', `argon2${argon2('m=65536,t=3,p=4')}`],
    ['another scheme', pbkdf2('1000000')],
    ['nothing that can be read', '$argon2id$v=19$'],
  ])('is replaced when it has %s', (_what, encoded) => {
    expect(isOutdated(encoded, current)).toBe(true);
  });
});

test('the decoy is a hash of ours, at the costs that it is given', () => {
  const costs = { memoryKib: 19_456, passes: 2, lanes: 1 };
  const decoy = decoyHash(costs);
  const { phc } = decoy as { phc: string };
  expect(phc).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/);
  expect(readStoredHash(phc)).toEqual(decoy);
  expect(isOutdated(phc, costs)).toBe(false);
});
