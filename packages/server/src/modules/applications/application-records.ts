import type { Act, Details, NewAuditEntry } from '#modules/audit';
import type { Tx } from '#platform/db/schema.ts';
import type { Core } from './applications.deps.ts';
import type { Application } from './applications.types.ts';

interface Change {
  application: Application;
  /** Wire names, or `secrets`; empty for a new application. */
  changed: string[];
}

/** Other processes and client services hear of it; never of a secret, nor of its hash. */
export function emitChange(core: Core, tx: Tx, { application, changed }: Change): Promise<void> {
  const { id, clientId, isActive } = application;
  const data = { client_id: clientId, is_active: isActive, changed };
  return core.events.emit(tx, { type: 'application.changed', subjectId: id, data });
}

export function emitDeletion(core: Core, tx: Tx, application: Application): Promise<void> {
  const data = { client_id: application.clientId };
  return core.events.emit(tx, { type: 'application.deleted', subjectId: application.id, data });
}

interface ApplicationAct {
  act: Act;
  action: NewAuditEntry['action'];
  application: Application;
  details?: Details;
}

export function recordAct(
  core: Core,
  tx: Tx,
  { act, action, application, details }: ApplicationAct,
): Promise<void> {
  const { id, clientId, name } = application;
  return core.audit.record(tx, act, {
    action,
    outcome: 'success',
    target: { type: 'application', id },
    details: { client_id: clientId, name, ...details },
  });
}
