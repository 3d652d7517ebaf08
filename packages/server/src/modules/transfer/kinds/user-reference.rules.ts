import { isUuid } from '#platform/ids.ts';
import type { FieldReader } from '../records/fields.rules.ts';

/** Whom a line is about: by exactly one of what an account is known by. */
export interface UserReference {
  by: 'id' | 'external_id' | 'email' | 'username';
  value: string;
}

const names = ['id', 'external_id', 'email', 'username'] as const;
const message = 'Name one account: by external_id, email, username or id.';

/** An object such as {"external_id": "7"}. */
export const userReference: FieldReader<UserReference> = (value) => {
  if (typeof value !== 'object' || value === null) return { message };
  const [entry, ...others] = Object.entries(value);
  if (entry === undefined || others.length > 0) return { message };
  const [name, text] = entry as [string, unknown];
  const by = names.find((known) => known === name);
  const isText = typeof text === 'string' && text !== '' && text.isWellFormed() && !text.includes('\0');
  if (by === undefined || !isText || (by === 'id' && !isUuid(text))) return { message };
  return { value: { by, value: text } };
};

export const userReferenceOrNull: FieldReader<UserReference | null> = (value) =>
  value === null ? { value } : userReference(value);
