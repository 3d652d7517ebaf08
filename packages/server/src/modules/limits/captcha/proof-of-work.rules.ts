import { createHash } from 'node:crypto';

/** How many bits are zero before the first that is not. */
export function leadingZeroBits(bytes: Uint8Array): number {
  const index = bytes.findIndex((byte) => byte !== 0);
  if (index < 0) return bytes.length * 8;
  return index * 8 + Math.clz32(bytes[index] ?? 0) - 24;
}

/** As the script writes it: the challenge and a counter. */
const answerPattern = /^(?<challenge>[\w-]{1,200})\.[0-9]{1,16}$/;

/** The challenge that an answer is to, if it has cost what it should; undefined otherwise. */
export function solvedChallenge(answer: string, bits: number): string | undefined {
  const challenge = answerPattern.exec(answer)?.groups?.['challenge'];
  if (challenge === undefined) return undefined;
  const hash = createHash('sha256').update(answer).digest();
  return leadingZeroBits(hash) >= bits ? challenge : undefined;
}
