import type { Condition, Item } from './store.types.ts';

/** Whether an item is among those that the condition means; stores mean the same by it. */
export function matches<T>(item: Item<T>, condition: Condition<T>): boolean {
  if ('owner' in condition) return item.owner === condition.owner;
  // A field that is absent is the null of a database.
  if ('field' in condition) return (item.data[condition.field] ?? null) === condition.equals;
  if ('anyOf' in condition) return condition.anyOf.some((one) => matches(item, one));
  return condition.allOf.every((one) => matches(item, one));
}
