/** For changes: refuse when the version is another by now. */
export interface Expectation {
  expectedVersion?: number;
}

/** `next` is the position to ask with for the next page; null on the last. Opaque. */
export interface Listed<T> {
  items: T[];
  next: string | null;
}

export type NameOrder = 'name' | '-name' | 'created_at' | '-created_at';

export interface NameQuery<Order extends string = NameOrder> {
  order: Order;
  limit: number;
  /** The `next` of the page before, in the same order. */
  after?: string;
  /** The beginning of the name, in any case. Such lists are in order of name. */
  search?: string;
}

/** `level`: the most powerful first, those without one last, then by name. */
export type RoleQuery = NameQuery<NameOrder | 'level'>;

export interface PermissionQuery extends NameQuery<'name' | '-name'> {
  isBuiltin?: boolean;
}
