import type { Caller } from '#modules/access';
import type { Details, NewAuditEntry } from '#modules/audit';
import type { Db, Tx } from '#platform/db/schema.ts';
import { AppError, type FieldError } from '#platform/errors.ts';
import { problemsOfData } from '../data-schema/data-validator.ts';
import type { Core } from '../services.deps.ts';
import type { Service } from '../services.types.ts';
import { managesServices, mayChangeAccess } from './access-authority.rules.ts';
import { countGrantChange } from './grants.store.ts';
import type { GrantHolder, KeptGrant, ServiceAccess } from './grants.types.ts';
import { findEffectiveAccess, findInheritedAccess } from './reach.store.ts';

/** Access of one holder in one service that comes, changes or goes. */
export interface Change {
  caller: Caller;
  service: Service;
  holder: GrantHolder;
  before: KeptGrant | undefined;
  after: ServiceAccess | null;
}

/** Of a user it counts what they have all told: without a grant of their own, something stronger may reach them. */
export async function isPermitted(
  db: Db,
  { caller, service, holder, before, after }: Change,
): Promise<boolean> {
  const { subject } = caller;
  if (managesServices(caller)) return true;
  if (subject === 'operator' || subject === null) return false;
  const own = await findEffectiveAccess(db, { serviceId: service.id, userId: subject.userId });
  if (holder.holder !== 'user') {
    return mayChangeAccess(service.accessLevels, own, { before: before ?? null, after });
  }
  const inherited = await findInheritedAccess(db, { serviceId: service.id, userId: holder.id });
  return mayChangeAccess(service.accessLevels, own, {
    before: before ?? inherited,
    after: after ?? inherited,
  });
}

/** Errors: `request.invalid` for a level or data that the service does not know. */
export function checkAccess(service: Service, { level, data }: ServiceAccess): void {
  const fields: FieldError[] = problemsOfData(service.dataSchema, data);
  if (level !== null && !service.accessLevels.includes(level)) {
    const levels = service.accessLevels.join(', ');
    const message = levels === '' ? 'This service has no access levels.' : `Use one of ${levels}.`;
    fields.unshift({ path: 'level', message });
  }
  if (fields.length > 0) throw new AppError('request.invalid', { fields });
}

interface Notice extends Change {
  action: 'service.access_grant' | 'service.access_revoke';
}

/** What client services are told, and what the audit log keeps: of data only what it is called. */
export async function publish(core: Core, tx: Tx, notice: Notice): Promise<void> {
  const { action, caller, service, holder, before, after } = notice;
  await countGrantChange(tx, service.id);
  await (holder.holder === 'user'
    ? core.events.emit(tx, {
        type: 'user.access_changed',
        subjectId: holder.id,
        data: { reason: action, service: service.id },
      })
    : core.events.emit(tx, {
        type: 'service.access_changed',
        subjectId: service.id,
        data: { holder_type: holder.holder, holder_id: holder.id },
      }));
  const details: Details = {
    ...{ service: service.name, service_id: service.id, is_new: before === undefined },
    ...{ level: after?.level ?? null, previous_level: before?.level ?? null },
    data: Object.keys(after?.data ?? {}).sort(),
  };
  const target = { type: holder.holder, id: holder.id };
  const entry: NewAuditEntry = { action, outcome: 'success', target, details };
  await core.audit.record(tx, caller.act, entry);
}
