import type { paths } from '@ostiary/contract/client';

type Bulk = paths['/api/v1/bulk']['post'];
export type BulkItem = Bulk['requestBody']['content']['application/json']['requests'][number];
export type BulkResult = Bulk['responses'][200]['content']['application/json']['items'][number];

/** What can be done to many users at once. Those with a `name` need one: of a role or a group. */
export const bulkActions = {
  activate: { permission: 'users.update', name: null },
  deactivate: { permission: 'users.update', name: null },
  endSessions: { permission: 'sessions.manage', name: null },
  giveRole: { permission: 'roles.grant', name: 'roles' },
  takeRole: { permission: 'roles.grant', name: 'roles' },
  addToGroup: { permission: 'roles.grant', name: 'groups' },
  removeFromGroup: { permission: 'roles.grant', name: 'groups' },
  delete: { permission: 'users.delete', name: null },
} as const;

export type BulkAction = keyof typeof bulkActions;

/** So many go into one call: few enough that progress is seen. */
export const chunkSize = 50;

export function requestFor(action: BulkAction, id: string, name: string): BulkItem {
  const user = `/api/v1/users/${id}`;
  const role = `${user}/roles/${encodeURIComponent(name)}`;
  const member = `/api/v1/groups/${encodeURIComponent(name)}/members/${id}`;
  switch (action) {
    case 'activate':
      return { method: 'PATCH', path: user, body: { is_active: true } };
    case 'deactivate':
      return { method: 'PATCH', path: user, body: { is_active: false } };
    case 'endSessions':
      return { method: 'DELETE', path: `${user}/sessions` };
    case 'giveRole':
      return { method: 'PUT', path: role };
    case 'takeRole':
      return { method: 'DELETE', path: role };
    case 'addToGroup':
      return { method: 'PUT', path: member };
    case 'removeFromGroup':
      return { method: 'DELETE', path: member };
    case 'delete':
      return { method: 'POST', path: `${user}/deletion` };
  }
}

export function inChunks<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}

export interface Failure {
  id: string;
  reason: string;
}

export interface Sorted {
  done: number;
  /** To be sent again once there is a newer proof of who asks. */
  unproved: string[];
  failures: Failure[];
}

/** What became of some users; the results are in the order of their ids. */
export function sortResults(ids: readonly string[], results: readonly BulkResult[]): Sorted {
  const sorted: Sorted = { done: 0, unproved: [], failures: [] };
  results.forEach(({ status, body }, index) => {
    const id = ids[index] ?? '';
    const { code, detail } = (body ?? {}) as { code?: string; detail?: string };
    if (status < 400) sorted.done += 1;
    else if (code === 'login.step_up_required') sorted.unproved.push(id);
    else sorted.failures.push({ id, reason: detail ?? `HTTP ${status}` });
  });
  return sorted;
}
