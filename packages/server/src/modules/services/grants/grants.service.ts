import { isDeepStrictEqual } from 'node:util';
import { toListed, type Caller } from '#modules/access';
import type { NewAuditEntry } from '#modules/audit';
import { isForeignKeyViolation } from '#platform/db/db-errors.ts';
import type { Tx } from '#platform/db/schema.ts';
import { AppError, isAppError } from '#platform/errors.ts';
import type { Core } from '../services.deps.ts';
import { findService, getLocked } from '../services.store.ts';
import type { Service } from '../services.types.ts';
import { checkAccess, isPermitted, publish, type Change } from './access-changes.ts';
import { listAccessIn, listEffectiveAccess, listServicesOf } from './access-listing.ts';
import { findBeyondReach } from './giving.ts';
import * as store from './grants.store.ts';
import type {
  AccessUseCases,
  GrantHolder,
  HolderType,
  KeptGrant,
  ServiceAccess,
  ServiceGift,
} from './grants.types.ts';
import { findEffectiveAccess } from './reach.store.ts';

const needed = 'services.manage';
const unknownHolder = {
  user: 'users.not_found',
  group: 'access.group_not_found',
  role: 'access.role_not_found',
} as const satisfies Record<HolderType, string>;

/** With the id of a group or role that was named. Errors: `access.group_not_found`, `access.role_not_found`. */
async function resolveHolder({ access }: Core, { holder, id }: GrantHolder): Promise<GrantHolder> {
  if (holder === 'group') return { holder, id: (await access.getGroup(id)).id };
  if (holder === 'role') return { holder, id: (await access.getRole(id)).id };
  return { holder, id };
}

function denial({ id }: Service): NewAuditEntry {
  return {
    action: 'access.denied',
    outcome: 'denied',
    target: { type: 'service', id },
    details: { code: 'services.cannot_grant', needs: [`permission ${needed}`] },
  };
}

/** What `work` returns undefined for was not permitted: that is in the audit log before it is thrown. */
async function perform<T>(
  core: Core,
  { caller, service: idOrName, holder }: { caller: Caller; service: string; holder: GrantHolder },
  work: (tx: Tx, service: Service) => Promise<T | undefined>,
): Promise<T> {
  const done = await core.database
    .write(async (tx) => {
      const service = await getLocked(tx, idOrName);
      const result = await work(tx, service);
      if (result !== undefined) return { result };
      await core.audit.record(tx, caller.act, denial(service));
      return null;
    })
    .catch((error: unknown) => {
      const isUnknown = isForeignKeyViolation(error);
      throw isUnknown ? new AppError(unknownHolder[holder.holder], { cause: error }) : error;
    });
  if (done === null) throw new AppError('services.cannot_grant');
  return done.result;
}

interface GrantOrder {
  caller: Caller;
  service: string;
  holder: GrantHolder;
  after: ServiceAccess;
}

function build(
  core: Core,
  service: Service,
  { holder, after, before }: Omit<Change, 'caller' | 'service'> & { after: ServiceAccess },
): KeptGrant {
  const now = core.clock.nowMs();
  const ids = { serviceId: service.id, holder: holder.holder, holderId: holder.id };
  return { ...ids, ...after, createdAt: before?.createdAt ?? now, updatedAt: now };
}

/** Undefined for what is not permitted. */
async function give(
  core: Core,
  tx: Tx,
  giving: Omit<Change, 'before'> & { after: ServiceAccess },
): Promise<KeptGrant | undefined> {
  const { service, holder, after } = giving;
  const before = await store.findGrant(tx, service.id, holder);
  const change = { ...giving, before };
  if (!(await isPermitted(tx, change))) return undefined;
  checkAccess(service, after);
  if (before?.level === after.level && isDeepStrictEqual(before.data, after.data)) return before;
  const grant = build(core, service, { holder, after, before });
  await store.saveGrant(tx, grant);
  await publish(core, tx, { ...change, action: 'service.access_grant' });
  return grant;
}

async function grantAccess(core: Core, order: GrantOrder): Promise<KeptGrant> {
  const { caller, after } = order;
  await core.access.requirePermission(caller, 'services.grant');
  const holder = await resolveHolder(core, order.holder);
  return perform(core, { ...order, holder }, (tx, service) =>
    give(core, tx, { caller, service, holder, after }),
  );
}

/** In order of id, so that two who give access to the same ones never wait for each other. */
async function inOrder(core: Core, given: readonly ServiceGift[]) {
  const { db } = core.database;
  const found: { id: string; gift: ServiceGift; path: string }[] = [];
  for (const [index, gift] of given.entries()) {
    const service = await findService(db, gift.service);
    if (!service) throw new AppError('services.not_found');
    found.push({ id: service.id, gift, path: `services.${index}` });
  }
  return found.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** A problem of one of many, with which one it is. */
function at(path: string, error: unknown): unknown {
  if (!isAppError(error, 'request.invalid')) return error;
  const fields = error.fields.map((field) => ({ ...field, path: `${path}.${field.path}` }));
  return new AppError(error.code, { fields, cause: error });
}

async function makeWithAccess<T extends { id: string }>(
  core: Core,
  { caller, given }: { caller: Caller; given: readonly ServiceGift[] },
  make: (tx: Tx) => Promise<T>,
): Promise<T> {
  if (given.length > 0) await core.access.requirePermission(caller, 'services.grant');
  const gifts = await inOrder(core, given);
  // A refusal undoes everything that was made, and its audit entry with it: that is written afterwards.
  let refused: Service | undefined;
  try {
    return await core.database.write(async (tx) => {
      const made = await make(tx);
      for (const { id, gift, path } of gifts) {
        const service = await getLocked(tx, id);
        const after = { level: gift.level ?? null, data: gift.data ?? {} };
        const giving = { caller, service, holder: { holder: 'user', id: made.id }, after } as const;
        const grant = await give(core, tx, giving).catch((error: unknown) => {
          throw at(path, error);
        });
        if (grant) continue;
        refused = service;
        throw new AppError('services.cannot_grant');
      }
      return made;
    });
  } catch (error) {
    const entry = refused && denial(refused);
    if (entry) await core.database.write((tx) => core.audit.record(tx, caller.act, entry));
    throw error;
  }
}

async function revokeAccess(core: Core, order: Omit<GrantOrder, 'after'>): Promise<void> {
  const { caller } = order;
  await core.access.requirePermission(caller, 'services.grant');
  const holder = await resolveHolder(core, order.holder);
  await perform(core, { ...order, holder }, async (tx, service) => {
    const before = await store.findGrant(tx, service.id, holder);
    if (!before) throw new AppError('services.access_not_found');
    const change = { caller, service, holder, before, after: null };
    if (!(await isPermitted(tx, change))) return undefined;
    await store.deleteGrant(tx, service.id, holder);
    await publish(core, tx, { ...change, action: 'service.access_revoke' });
    return before;
  });
}

export function createAccessUseCases(core: Core): AccessUseCases {
  const { db } = core.database;
  return {
    accessOf: findEffectiveAccess,
    listGrants: store.listGrants,
    accessOfMany: listEffectiveAccess,
    accessIn: listAccessIn,
    beyondReach: findBeyondReach,
    listServicesOf: (user, query) => listServicesOf(db, user, query),
    grantAccess: (caller, service, { holder, id, level = null, data = {} }) =>
      grantAccess(core, { caller, service, holder: { holder, id }, after: { level, data } }),
    makeWithAccess: (caller, given, make) => makeWithAccess(core, { caller, given }, make),
    revokeAccess: (caller, service, holder) => revokeAccess(core, { caller, service, holder }),
    holderNames: (holders) => store.listHolderNames(db, holders),
    async listAccess(idOrName, query) {
      const service = await findService(db, idOrName);
      if (!service) throw new AppError('services.not_found');
      const found = await store.listGrantPage(db, service.id, { ...query, limit: query.limit + 1 });
      return toListed(found, query.limit, ({ holderId }) => holderId);
    },
  };
}
