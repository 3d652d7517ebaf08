const integerTag = 0x02;
const sequenceTag = 0x30;

/** One unsigned number of 32 bytes as a DER INTEGER: no needless zeros, and none that looks negative. */
function toInteger(number: Buffer): Buffer {
  let start = 0;
  while (start < number.length - 1 && number[start] === 0) start++;
  const digits = number.subarray(start);
  const isNegativeLooking = (digits[0] ?? 0) >= 0x80;
  const head = isNegativeLooking ? [integerTag, digits.length + 1, 0] : [integerTag, digits.length];
  return Buffer.concat([Buffer.from(head), digits]);
}

/**
 * The `r|s` form of a P-256 signature (RFC 7518 section 3.4) as DER, which node:crypto reads by itself.
 * Undefined when it is not 64 bytes. Node 24 can convert by an option, which costs more than signing.
 */
export function toDer(signature: Buffer): Buffer | undefined {
  if (signature.length !== 64) return undefined;
  const body = Buffer.concat([toInteger(signature.subarray(0, 32)), toInteger(signature.subarray(32))]);
  return Buffer.concat([Buffer.from([sequenceTag, body.length]), body]);
}

/** DER as node:crypto makes it, as `r|s`. Its lengths fit in one byte each. */
export function fromDer(der: Buffer): Buffer {
  const signature = Buffer.alloc(64);
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1] ?? 0;
    const number = der.subarray(at + 2, at + 2 + length);
    // The zero that keeps it from looking negative is not part of the number.
    const digits = number.subarray(Math.max(0, number.length - 32));
    digits.copy(signature, end - digits.length);
    at += 2 + length;
  }
  return signature;
}
