const integerTag = 0x02;
const sequenceTag = 0x30;
const half = 32;

/** Writes one unsigned number of 32 bytes as a DER INTEGER, without needless zeros. Returns where it ends. */
function writeInteger(der: Uint8Array, at: number, number: Uint8Array): number {
  let start = 0;
  while (start < half - 1 && number[start] === 0) start++;
  // What begins with a set bit would be negative.
  const pad = (number[start] ?? 0) >= 0x80 ? 1 : 0;
  const length = half - start;
  der[at] = integerTag;
  der[at + 1] = length + pad;
  der.set(number.subarray(start), at + 2 + pad);
  return at + 2 + pad + length;
}

/**
 * The `r|s` form of a P-256 signature (RFC 7518 section 3.4) as DER, which node:crypto reads by itself; its option to
 * read the other form costs more than this. Undefined when it is not 64 bytes.
 */
export function toDer(signature: Uint8Array): Uint8Array | undefined {
  if (signature.length !== 2 * half) return undefined;
  const der = new Uint8Array(2 + 2 * (half + 3));
  const middle = writeInteger(der, 2, signature.subarray(0, half));
  const end = writeInteger(der, middle, signature.subarray(half));
  der[0] = sequenceTag;
  der[1] = end - 2;
  return der.subarray(0, end);
}
