import { serializeBareItem, serializeInnerList } from './serialize-fields.ts';
import type { InnerList } from './structured-fields.ts';

/** What of a request can be signed. */
export interface SignedMessage {
  method: string;
  /** Undefined where it is not known which one the sender used. */
  scheme: 'http' | 'https' | undefined;
  /** Host and port in small letters, without the port that goes with the scheme. */
  authority: string | undefined;
  /** As it was sent, from the slash on. */
  path: string;
  /** Without the question mark; undefined for none. */
  query: string | undefined;
  header(name: string): string | undefined;
}

/** The value of one component (RFC 9421 section 2.1 and 2.2); undefined where there is none. */
function valueOf(message: SignedMessage, name: string): string | undefined {
  const { method, scheme, authority, path, query } = message;
  const target = `${path}${query === undefined ? '' : `?${query}`}`;
  switch (name) {
    case '@method':
      return method;
    case '@scheme':
      return scheme;
    case '@authority':
      return authority;
    case '@target-uri':
      return scheme === undefined || authority === undefined
        ? undefined
        : `${scheme}://${authority}${target}`;
    case '@request-target':
      return target;
    case '@path':
      return path;
    case '@query':
      return `?${query ?? ''}`;
    default:
      return name.startsWith('@') ? undefined : message.header(name)?.trim();
  }
}

/**
 * The text that is signed (RFC 9421 section 2.5). `missing` names a component that the request does not have, or
 * whose form is not supported: those with parameters.
 */
export function signatureBase(
  message: SignedMessage,
  signed: InnerList,
): { base: string } | { missing: string } {
  const lines: string[] = [];
  const seen = new Set<string>();
  for (const { value: name, parameters } of signed.items) {
    if (typeof name !== 'string' || parameters.size > 0 || seen.has(name) || name !== name.toLowerCase()) {
      return { missing: typeof name === 'string' ? name : 'a component' };
    }
    seen.add(name);
    const value = valueOf(message, name);
    if (value === undefined || /[\r\n]/.test(value)) return { missing: name };
    lines.push(`${serializeBareItem(name)}: ${value}`);
  }
  return { base: [...lines, `"@signature-params": ${serializeInnerList(signed)}`].join('\n') };
}
