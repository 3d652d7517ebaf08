import { Refusal } from './answer.ts';
import type { Item } from './store.types.ts';

/** Of one version of one item (RFC 9110 section 8.8.3). */
export const entityTag = <T>({ version }: Item<T>): string => `"${version}"`;

function isNamed(header: string, tag: string): boolean {
  if (header.trim() === '*') return true;
  // A weak tag of the same version is as good for a comparison that answers 304.
  return header.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}

/** Whether the client has this version already. */
export function isKnown<T>(request: Request, item: Item<T>): boolean {
  const header = request.headers.get('if-none-match');
  return header !== null && isNamed(header, entityTag(item));
}

/** Throws unless the request means this version, as far as it says which (RFC 9110 section 13.1.1). */
export function checkPrecondition<T>(request: Request, item: Item<T>, isRequired: boolean): void {
  const header = request.headers.get('if-match');
  if (header === null) {
    if (isRequired) throw new Refusal(428, { detail: 'Say by If-Match which version is meant.' });
    return;
  }
  // Weak tags never match here, which asks for the strong comparison.
  const strong = header
    .split(',')
    .filter((one) => !one.trim().startsWith('W/'))
    .join(',');
  if (!isNamed(strong, entityTag(item))) {
    throw new Refusal(412, { detail: 'It was changed meanwhile.' }, { etag: entityTag(item) });
  }
}
