/** A number that counts up, or text such as a UUID; in addresses always text. */
export type ItemId = string | number;

export type FieldName<T> = Extract<keyof T, string>;

/** An entity as it is kept: the fields of the schema, and what the resource knows of it beside them. */
export interface Item<T> {
  id: ItemId;
  /** Grows with every change. */
  version: number;
  /** The subject that it belongs to; null for nobody. */
  owner: string | null;
  data: T;
}

/** Which items: in words that a database understands as well as memory does. */
export type Condition<T> =
  | { owner: string }
  | { field: FieldName<T>; equals: string | number | boolean | null }
  | { anyOf: readonly Condition<T>[] }
  | { allOf: readonly Condition<T>[] };

export interface Order<T> {
  field: FieldName<T>;
  isDescending: boolean;
}

export type OrderValue = string | number | null;

/** Where a page of a list by cursor begins: after the item that has these values. */
export interface Position {
  /** Of the fields of the order, one by one. */
  values: readonly OrderValue[];
  id: ItemId;
}

export interface ListQuery<T> {
  /** Undefined for all. */
  where: Condition<T> | undefined;
  /** Every term is in one of the fields, whatever its case. */
  search: { terms: readonly string[]; fields: readonly FieldName<T>[] } | undefined;
  /** Items that are equal by it are in the order of their ids. Null counts as larger than every value. */
  order: readonly Order<T>[];
  limit: number;
  offset: number;
  after?: Position | undefined;
  /** From the last to the first, ids included. */
  isReversed?: boolean;
  /** Whether `total` is asked for. */
  isCounted: boolean;
}

export interface ListResult<T> {
  items: Item<T>[];
  /** Of all that match, however many are asked for; undefined where they were not counted. */
  total?: number | undefined;
}

/**
 * Where the items of a resource live. Values come validated. `insert` and `update` throw `FieldErrors` for what only
 * the database can know, such as a value that must be unique.
 */
export interface ResourceStore<T> {
  list(query: ListQuery<T>): Promise<ListResult<T>>;
  /** By the id as it stands in an address; undefined also for text that can be no id. */
  find(id: string): Promise<Item<T> | undefined>;
  insert(item: { owner: string | null; data: T }): Promise<Item<T>>;
  /** Undefined where the item is gone or has another version by now: then nothing is changed. */
  update(change: { id: ItemId; expectedVersion: number; data: T }): Promise<Item<T> | undefined>;
  /** Whether it was deleted; false where it is gone or has another version by now. */
  delete(which: { id: ItemId; expectedVersion: number }): Promise<boolean>;
}
