import { expect } from 'vitest';

/** What a value looks like: of objects their members, of lists the kind of their items, of anything else its type. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.slice(0, 1).map(shapeOf);
  if (typeof value !== 'object' || value === null) return value === null ? 'null' : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]));
}

/** Fails unless what was answered has the members of what a document shows, and no others. */
export function expectShape(answer: unknown, shown: unknown): void {
  expect(shapeOf(answer)).toEqual(shapeOf(shown));
}
