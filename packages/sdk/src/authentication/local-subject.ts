import type { Authentication, ServiceShape, Subject } from '../types.ts';
import { refuse } from './refusal.ts';

/**
 * A subject that only this service knows, such as a partner with a key of its own. What is not given is nothing: no
 * roles, no permissions, no access. It may enter.
 */
export function localSubject<S extends ServiceShape>(
  subject: Pick<Subject<S>, 'sub'> & Partial<Subject<S>>,
): Subject<S> {
  return {
    kind: 'client',
    profile: {},
    isStaff: false,
    isSuperuser: false,
    roles: [],
    permissions: [],
    level: null,
    access: null,
    mayEnter: true,
    scopes: [],
    clientId: null,
    sessionId: null,
    method: 'local',
    claims: null,
    ...subject,
  };
}

/** Whom a local credential speaks for: a subject, undefined for nobody, or an answer such as Ostiary's own. */
export type Resolved<S extends ServiceShape> = Subject<S> | Authentication<S> | undefined;

/** `method` becomes the subject's; a credential that is nobody's is refused with `reason`. */
export function authenticationOf<S extends ServiceShape>(
  resolved: Resolved<S>,
  { method, reason }: { method: string; reason: string },
): Authentication<S> {
  if (resolved === undefined) return refuse('credentials_invalid', reason);
  if (!('outcome' in resolved)) return { outcome: 'accepted', subject: { ...resolved, method } };
  if (resolved.outcome === 'none') return refuse('credentials_invalid', reason);
  if (resolved.outcome === 'refused' || resolved.subject.method === method) return resolved;
  return { outcome: 'accepted', subject: { ...resolved.subject, method } };
}
