import { base64 } from '../encoding.ts';
import type { BareItem, InnerList, Parameters } from './structured-fields.ts';

/** In its one form (RFC 9651 section 4.1), which signatures are made of. */
export function serializeInnerList({ items, parameters }: InnerList): string {
  const inside = items.map((item) => serializeBareItem(item.value) + serializeParameters(item.parameters));
  return `(${inside.join(' ')})${serializeParameters(parameters)}`;
}

function serializeParameters(parameters: Parameters): string {
  return [...parameters]
    .map(([key, value]) => (value === true ? `;${key}` : `;${key}=${serializeBareItem(value)}`))
    .join('');
}

export function serializeBareItem(value: BareItem): string {
  if (typeof value === 'string') return `"${value.replace(/["\\]/g, '\\$&')}"`;
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return value ? '?1' : '?0';
  return value instanceof Uint8Array ? `:${base64(value)}:` : value.token;
}
