import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCanonicalBase64url } from './base64url.rules.ts';

describe('canonical base64url', () => {
  it('is what an encoder writes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(isCanonicalBase64url(Buffer.from(bytes).toString('base64url'))).toBe(true);
      }),
    );
  });

  const canonical = ['', 'AA', 'AQ', 'Ag', 'Aw', 'AAA', 'AAE', 'AAI', 'AAw', 'AA8', 'AAAA', 'AAAB', 'AA-_'];
  const padded = ['AA==', 'AAA=', 'AA+/', 'AA A', 'AAé'];
  const stray = ['A', 'AB', 'AC', 'AE', 'AI', 'A-', 'A_', 'AAB', 'AAC', 'AA-', 'AA_', 'AAAAA', 'AAAAAE'];

  it.each([
    ...canonical.map((text) => [text, true] as const),
    ...[...padded, ...stray].map((text) => [text, false] as const),
  ])('%j: %s', (text, isCanonical) => {
    expect(isCanonicalBase64url(text)).toBe(isCanonical);
    expect(Buffer.from(text, 'base64url').toString('base64url') === text).toBe(isCanonical);
  });

  it('is exactly what decodes to bytes that encode to it again', () => {
    const text = fc.string({ unit: fc.constantFrom(...'AQgwBCDEabc-_+/=. é'), maxLength: 12 });
    fc.assert(
      fc.property(text, (part) => {
        expect(isCanonicalBase64url(part)).toBe(
          Buffer.from(part, 'base64url').toString('base64url') === part,
        );
      }),
    );
  });
});
