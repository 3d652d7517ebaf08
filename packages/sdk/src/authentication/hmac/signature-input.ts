import type { Bytes } from '../encoding.ts';
import { parseDictionary, type Dictionary, type InnerList } from './structured-fields.ts';

/** A signature that came with a request, and what it says of itself (RFC 9421 section 2.3). */
export interface ReceivedSignature {
  signed: InnerList;
  signature: Bytes;
  keyId: string;
  /** Names of what is covered, as far as they have no parameters. */
  covered: ReadonlySet<string>;
  /** Seconds since 1970. */
  created: number | undefined;
  expires: number | undefined;
  nonce: string | undefined;
}

/** More than any sender and its proxies would make. */
const maxSignatures = 8;
const maxComponents = 50;

/**
 * Those signatures that may be made with HMAC-SHA256, and that are for `tag` where one is asked for. Undefined for
 * headers that are not of the form.
 */
export function readSignatures(
  headers: { input: string; signature: string },
  tag: string | undefined,
): ReceivedSignature[] | undefined {
  const inputs = parseDictionary(headers.input);
  const signatures = parseDictionary(headers.signature);
  if (!inputs || !signatures || inputs.size > maxSignatures) return undefined;
  const found: ReceivedSignature[] = [];
  for (const [label, signed] of inputs) {
    const signature = bytesOf(signatures, label);
    if (!('items' in signed) || !signature || signed.items.length > maxComponents) return undefined;
    const received = readOne(signed, signature);
    if (received && (tag === undefined || signed.parameters.get('tag') === tag)) found.push(received);
  }
  return found;
}

function bytesOf(signatures: Dictionary, label: string): Bytes | undefined {
  const member = signatures.get(label);
  return member && 'value' in member && member.value instanceof Uint8Array ? member.value : undefined;
}

function readOne(signed: InnerList, signature: Bytes): ReceivedSignature | undefined {
  const { parameters, items } = signed;
  const keyId = parameters.get('keyid');
  const algorithm = parameters.get('alg') ?? 'hmac-sha256';
  if (typeof keyId !== 'string' || algorithm !== 'hmac-sha256') return undefined;
  const created = parameters.get('created');
  const expires = parameters.get('expires');
  const nonce = parameters.get('nonce');
  const names = items.flatMap(({ value, parameters: own }) =>
    typeof value === 'string' && own.size === 0 ? [value] : [],
  );
  return {
    signed,
    signature,
    keyId,
    covered: new Set(names),
    created: typeof created === 'number' ? created : undefined,
    expires: typeof expires === 'number' ? expires : undefined,
    nonce: typeof nonce === 'string' ? nonce : undefined,
  };
}
