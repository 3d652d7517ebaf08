import type { UserReference } from './user-reference.rules.ts';

/** Somebody that lines are about. Whoever a dry run would have made has an id that nobody else has. */
export interface Person {
  id: string;
  isActive: boolean;
}

/** How an account is remembered, by one of the things it is known by in the form in which they are compared. */
export function personKey(by: UserReference['by'], key: string): string {
  return `${by}:${key}`;
}
