import { expect, it } from 'vitest';
import { QrCode } from './qr-code.tsx';
import { qrModulesOf } from './qr-modules.ts';

const uri = 'otpauth://totp/id.example.com:ada?secret=JBSWY3DPEHPK3PXP&issuer=id.example.com';

it('is drawn module by module, with a quiet zone around', async () => {
  const modules = await qrModulesOf(uri);
  const drawing: { toString(): string | Promise<string> } = QrCode({ modules, name: 'A "code"' });
  const svg = await drawing.toString();
  // Read back from the drawing: where each run of dark modules stands.
  const drawn = modules.map((row) => row.map(() => false));
  for (const [, x = '', y = '', width = ''] of svg.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
    for (let i = 0; i < Number(width); i++) {
      const row = drawn[Number(y)];
      if (row) row[Number(x) + i] = true;
    }
  }
  expect(drawn).toEqual(modules);
  for (const edge of [0, 1, 2, 3]) {
    expect(modules[edge]?.some(Boolean)).toBe(false);
    expect(modules.some((row) => row.at(edge) || row.at(-1 - edge))).toBe(false);
  }
  expect(svg).toContain('aria-label="A &quot;code&quot;"');
});
