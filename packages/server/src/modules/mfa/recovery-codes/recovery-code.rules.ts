/** Crockford's base32: without the letters that are taken for digits or each other, and easy to say aloud. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';

/** 60 bits each: no guessing at the pace that limits allow, and short enough to be typed. */
export const codeBytes = 12;

const groupLength = 4;

/** A code as it is shown, such as `k7mq-x2pw-9dhc`, of as many unpredictable bytes. */
export function codeOf(bytes: Uint8Array): string {
  if (bytes.length !== codeBytes) throw new TypeError(`A recovery code is made of ${codeBytes} bytes`);
  // 256 is a multiple of 32: every character is as likely as any other.
  const text = Array.from(bytes, (byte) => alphabet.charAt(byte % alphabet.length)).join('');
  return text.replace(new RegExp(`(.{${groupLength}})(?=.)`, 'g'), '$1-');
}

/** What somebody typed, as something that can be looked for. */
export interface TypedCode {
  kind: 'totp' | 'recovery_code';
  text: string;
}

/** Blanks and dashes do not count, nor does case; letters that look like digits are taken for them. */
export function readTypedCode(typed: string): TypedCode {
  const plain = typed.replace(/[\s\p{Pd}]/gu, '').toLowerCase();
  const text = plain.replaceAll('o', '0').replace(/[il]/g, '1');
  const isRecoveryCode = text.length === codeBytes && [...text].every((letter) => alphabet.includes(letter));
  return isRecoveryCode ? { kind: 'recovery_code', text } : { kind: 'totp', text: plain };
}
