import { Buffer } from 'node:buffer';
import crypto from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findNative } from './native-crypto.ts';

afterEach(() => vi.unstubAllGlobals());

describe('what the runtime has of Node', () => {
  it('is found where it is', () => {
    const native = findNative();
    expect(native?.crypto.verify).toBe(crypto.verify);
    expect(native?.Buffer).toBe(Buffer);
  });

  it.each<[string, object | undefined]>([
    ['no process, as in a browser', undefined],
    ['a process that knows no modules, as of an older Node', {}],
    ['a process without modules', { getBuiltinModule: () => undefined }],
    [
      'cryptography alone',
      { getBuiltinModule: (name: string) => (name === 'node:crypto' ? crypto : undefined) },
    ],
    [
      'buffers alone',
      { getBuiltinModule: (name: string) => (name === 'node:buffer' ? { Buffer } : undefined) },
    ],
  ])('is not used where there is %s', (_what, process) => {
    vi.stubGlobal('process', process);
    const native = findNative();
    vi.unstubAllGlobals();
    expect(native).toBeUndefined();
  });
});
