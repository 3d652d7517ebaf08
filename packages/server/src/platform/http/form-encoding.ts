import { isUtf8 } from 'node:buffer';

/** The bytes that a form-urlencoded text stands for. */
function percentDecoded(bytes: Buffer): Buffer {
  const text = bytes.toString('latin1');
  const decoded = text.replace(/%([0-9a-f]{2})/gi, (_escape, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(decoded, 'latin1');
}

/** With ASCII alone: beside a percent sign that encodes nothing, Node puts U+FFFD for other characters. */
function withoutOthers(text: string): string {
  return text.replace(/[^\0-\x7f]+/gu, encodeURIComponent);
}

/**
 * Reads `application/x-www-form-urlencoded` (WHATWG URL section 5.1); undefined when it does not say UTF-8.
 * The standard puts U+FFFD for every such byte, and different passwords would be the same one.
 */
export function parseUrlEncoded(bytes: Buffer): URLSearchParams | undefined {
  if (!isUtf8(bytes) || !isUtf8(percentDecoded(bytes))) return undefined;
  return new URLSearchParams(withoutOthers(bytes.toString('utf8')));
}
