import { base64, isSameText, type Bytes } from '../encoding.ts';
import { parseDictionary } from './structured-fields.ts';

/** Of RFC 9530 section 5 those that are not broken. */
const algorithms = { 'sha-256': 'SHA-256', 'sha-512': 'SHA-512' } as const;

async function digestOf(algorithm: 'SHA-256' | 'SHA-512', content: Uint8Array): Promise<string> {
  const copy: Bytes = new Uint8Array(content);
  return base64(new Uint8Array(await crypto.subtle.digest(algorithm, copy)));
}

/** A value for `Content-Digest` (RFC 9530 section 2). */
export async function contentDigest(content: Uint8Array): Promise<string> {
  return `sha-256=:${await digestOf('SHA-256', content)}:`;
}

/** Whether every digest that is known is that of the content, and there is one. */
export async function isDigestOf(header: string, content: Uint8Array): Promise<boolean> {
  const digests = parseDictionary(header);
  let hasOne = false;
  for (const [name, algorithm] of Object.entries(algorithms)) {
    const member = digests?.get(name);
    if (!member) continue;
    const isBytes = 'value' in member && member.value instanceof Uint8Array;
    if (!isBytes || !isSameText(base64(member.value as Uint8Array), await digestOf(algorithm, content))) {
      return false;
    }
    hasOne = true;
  }
  return hasOne;
}
