/** Of node:crypto and node:buffer what is used, in words of our own: the kit needs no types of Node. */
export interface NativeKey {
  readonly type: string;
}

export interface NativeCrypto {
  createPublicKey(input: { key: object; format: 'jwk' }): NativeKey;
  verify(algorithm: string | null, data: Uint8Array, key: NativeKey, signature: Uint8Array): boolean;
}

export interface NativeBuffer {
  from(text: string, encoding: 'base64url' | 'latin1'): Uint8Array;
}

export interface Native {
  crypto: NativeCrypto;
  Buffer: NativeBuffer;
}

interface MaybeProcess {
  process?: {
    getBuiltinModule?(name: 'node:crypto'): NativeCrypto | undefined;
    getBuiltinModule?(name: 'node:buffer'): { Buffer: NativeBuffer } | undefined;
  };
}

/**
 * What runtimes with Node's own modules have (Node from 20.16 and 22.3, Deno, Bun). They check a signature at once,
 * where Web Cryptography hands it to a queue, which takes longer than the check.
 */
export function findNative(): Native | undefined {
  const { process }: MaybeProcess = globalThis;
  const crypto = process?.getBuiltinModule?.('node:crypto');
  const buffer = process?.getBuiltinModule?.('node:buffer');
  return crypto && buffer ? { crypto, Buffer: buffer.Buffer } : undefined;
}
