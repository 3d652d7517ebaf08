import { describe, expect, it } from 'vitest';
import { createSealer, isSameSecret } from './sealing.ts';

const sealer = createSealer('a master key of at least thirty-two characters');

describe('sealing', () => {
  it('gives back what was sealed, and never the same text twice', () => {
    const sealed = sealer.seal('keys', 'geheim ☃');
    expect(sealer.open('keys', sealed)).toBe('geheim ☃');
    expect(sealer.seal('keys', 'geheim ☃')).not.toBe(sealed);
    expect(Buffer.from(sealed, 'base64url').includes('geheim')).toBe(false);
  });

  it('refuses a value for another purpose, under another master key, or with any bit changed', () => {
    const sealed = sealer.seal('keys', 'secret');
    expect(() => sealer.open('other', sealed)).toThrow();
    expect(() => createSealer('another master key, also long enough to use').open('keys', sealed)).toThrow();
    const bytes = Buffer.from(sealed, 'base64url');
    for (let index = 0; index < bytes.length; index++) {
      const altered = Buffer.from(bytes);
      altered.writeUInt8(altered.readUInt8(index) ^ 1, index);
      expect(() => sealer.open('keys', altered.toString('base64url'))).toThrow();
    }
  });

  it('makes keyed hashes that differ by purpose', () => {
    expect(sealer.mac('a', 'x')).toEqual(sealer.mac('a', 'x'));
    expect(sealer.mac('a', 'x')).not.toEqual(sealer.mac('b', 'x'));
    expect(sealer.mac('a', 'x')).toHaveLength(32);
  });

  it('compares secrets of different length without throwing', () => {
    expect(isSameSecret(Buffer.from('abc'), Buffer.from('abc'))).toBe(true);
    expect(isSameSecret(Buffer.from('abc'), Buffer.from('abd'))).toBe(false);
    expect(isSameSecret(Buffer.from('abc'), Buffer.from('abcd'))).toBe(false);
  });
});
