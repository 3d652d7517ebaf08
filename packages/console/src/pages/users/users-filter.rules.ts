/** What narrows the list of users, and its order; the names are those of the API. */
export interface UserFilter {
  search?: string;
  is_active?: boolean;
  is_staff?: boolean;
  is_superuser?: boolean;
  role?: string;
  group?: string;
  order?: UserOrder;
}

export const orders = ['created_at', '-created_at', 'email', '-email', 'username', '-username'] as const;
export type UserOrder = (typeof orders)[number];

/**
 * The filter in the query of an address: `search`, `state` (active, inactive), `kind` (staff, superuser), `role`,
 * `group`, `order`. What is not understood is left out.
 */
export function userFilterFrom(search: Readonly<Record<string, string>>): UserFilter {
  const { state, kind } = search;
  const filter: UserFilter = {};
  for (const name of ['search', 'role', 'group'] as const) {
    const text = search[name]?.trim();
    if (text) filter[name] = text;
  }
  if (state === 'active' || state === 'inactive') filter.is_active = state === 'active';
  if (kind === 'staff') filter.is_staff = true;
  if (kind === 'superuser') filter.is_superuser = true;
  const order = orders.find((one) => one === search['order']);
  if (order) filter.order = order;
  return filter;
}

/** Whether it leaves anybody out. */
export function isNarrowed({ order: _order, ...filter }: UserFilter): boolean {
  return Object.keys(filter).length > 0;
}
