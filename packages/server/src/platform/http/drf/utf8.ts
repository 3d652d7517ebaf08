interface Sequence {
  length: number;
  /** What the second byte may be: narrower than 80–BF where that would be overlong, a surrogate or too large. */
  second: readonly [number, number];
}

const anyContinuation = [0x80, 0xbf] as const;

/** Well-formed byte sequences: Unicode, table 3-7. */
function sequenceOf(lead: number): Sequence | undefined {
  if (lead < 0x80) return { length: 1, second: anyContinuation };
  if (lead >= 0xc2 && lead <= 0xdf) return { length: 2, second: anyContinuation };
  if (lead === 0xe0) return { length: 3, second: [0xa0, 0xbf] };
  if (lead === 0xed) return { length: 3, second: [0x80, 0x9f] };
  if (lead >= 0xe1 && lead <= 0xef) return { length: 3, second: anyContinuation };
  if (lead === 0xf0) return { length: 4, second: [0x90, 0xbf] };
  if (lead >= 0xf1 && lead <= 0xf3) return { length: 4, second: anyContinuation };
  if (lead === 0xf4) return { length: 4, second: [0x80, 0x8f] };
  return undefined;
}

/** `end` is the index after the last byte that is at fault. */
function describe(bytes: Uint8Array, { start, end }: { start: number; end: number }, reason: string): string {
  if (end - start > 1) return `'utf-8' codec can't decode bytes in position ${start}-${end - 1}: ${reason}`;
  const byte = (bytes[start] ?? 0).toString(16).padStart(2, '0');
  return `'utf-8' codec can't decode byte 0x${byte} in position ${start}: ${reason}`;
}

/** The message of Python's UnicodeDecodeError for bytes that are not UTF-8; undefined when they are. */
export function explainUtf8Error(bytes: Uint8Array): string | undefined {
  for (let start = 0; start < bytes.length;) {
    const sequence = sequenceOf(bytes[start] ?? 0);
    if (!sequence) return describe(bytes, { start, end: start + 1 }, 'invalid start byte');
    for (let offset = 1; offset < sequence.length; offset += 1) {
      const byte = bytes[start + offset];
      if (byte === undefined) return describe(bytes, { start, end: bytes.length }, 'unexpected end of data');
      const [low, high] = offset === 1 ? sequence.second : anyContinuation;
      if (byte < low || byte > high) {
        return describe(bytes, { start, end: start + offset }, 'invalid continuation byte');
      }
    }
    start += sequence.length;
  }
  return undefined;
}
