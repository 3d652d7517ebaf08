import type { Act, Details, NewAuditEntry } from '#modules/audit';
import type { Tx } from '#platform/db/schema.ts';
import type { Core } from './services.deps.ts';
import type { Service } from './services.types.ts';

/** Other processes and the service itself hear of it; never of a key, nor of its hash. */
export function emitChange(
  core: Core,
  tx: Tx,
  { service, changed }: { service: Service; changed?: string[] },
): Promise<void> {
  const { id, name, audience } = service;
  const data = { name, audience, ...(changed && { changed }) };
  return core.events.emit(tx, { type: 'service.changed', subjectId: id, data });
}

interface ServiceAct {
  act: Act;
  action: NewAuditEntry['action'];
  service: Service;
  details?: Details;
}

export function recordAct(core: Core, tx: Tx, { act, action, service, details }: ServiceAct): Promise<void> {
  const { id, name, audience } = service;
  return core.audit.record(tx, act, {
    action,
    outcome: 'success',
    target: { type: 'service', id },
    details: { name, audience, ...details },
  });
}
