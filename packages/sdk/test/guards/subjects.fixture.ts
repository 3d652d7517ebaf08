import { localSubject } from '../../src/authentication/index.ts';
import type { GuardContext, ServiceShape, Subject } from '../../src/types.ts';

/** A service with levels and data of its own. */
export interface Newsroom extends ServiceShape {
  level: 'reader' | 'editor' | 'chief';
  data: { desk: string; quota: number };
}

export function someone(changes: Partial<Subject<Newsroom>> = {}): Subject<Newsroom> {
  return localSubject<Newsroom>({ kind: 'user', sub: 'u1', ...changes });
}

export function asking<T = unknown>(
  changes: Partial<GuardContext<Newsroom, T>> = {},
): GuardContext<Newsroom, T> {
  return { subject: null, method: 'GET', address: '203.0.113.7', request: undefined, ...changes };
}
