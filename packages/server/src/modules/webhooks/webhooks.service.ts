import {
  checkQuery,
  isByName,
  nameKey,
  requireVersion,
  toListed,
  type Caller,
  type Expectation,
} from '#modules/access';
import { uniqueViolation } from '#platform/db/db-errors.ts';
import type { Tx } from '#platform/db/schema.ts';
import { AppError } from '#platform/errors.ts';
import {
  deleteOldDeliveries,
  restartOpenDeliveries,
  suspendOpenDeliveries,
} from './deliveries/deliveries.store.ts';
import { createDeliveryUseCases } from './deliveries/deliveries.service.ts';
import { newSecret, sealSecret } from './secrets/webhook-secret.ts';
import { createSending } from './sending/sending.ts';
import { buildWebhook, changedFields, describeWebhook, mergeWebhook } from './webhook-input.rules.ts';
import { recordAct } from './webhook-records.ts';
import type { Core, WebhookDeps } from './webhooks.deps.ts';
import * as store from './webhooks.store.ts';
import type { WebhookService } from './webhook-service.types.ts';
import type { NewWebhook, SecretOnce, Webhook, WebhookChanges } from './webhooks.types.ts';

const maxWebhooks = 100;
/** How long a receiver has to change over. */
const overlapMs = 24 * 60 * 60 * 1000;

function check(core: Core, webhook: Webhook): void {
  const fields = describeWebhook(webhook, core.config);
  if (fields.length > 0) throw new AppError('request.invalid', { fields });
}

function asTaken(error: unknown): unknown {
  if (uniqueViolation(error)?.includes('name_key') !== true) return error;
  const fields = [{ path: 'name', message: 'A webhook with this name exists already.' }];
  return new AppError('webhooks.name_taken', { fields, cause: error });
}

/** Needs `webhooks.manage`. */
async function perform<T>(core: Core, caller: Caller, work: (tx: Tx) => Promise<T>): Promise<T> {
  await core.access.requirePermission(caller, 'webhooks.manage');
  const done = await core.database.write(work).catch((error: unknown) => {
    throw asTaken(error);
  });
  core.wake();
  return done;
}

async function create(
  core: Core,
  caller: Caller,
  input: NewWebhook,
): Promise<SecretOnce & { webhook: Webhook }> {
  await core.access.requirePermission(caller, 'webhooks.manage');
  const { database, events, newId, clock, sealer } = core;
  const cursor = await events.settledEdge(database.db);
  const webhook = buildWebhook(input, { id: newId(), now: clock.nowMs(), cursor });
  check(core, webhook);
  const secret = newSecret();
  await perform(core, caller, async (tx) => {
    await store.insertWebhook(tx, webhook, sealSecret(sealer, secret));
    const details = { event_types: webhook.eventTypes };
    await recordAct(core, tx, { act: caller.act, action: 'webhook.create', webhook, details });
    // After the audit entry, whose chain is locked: of many at once each counts those before it.
    if ((await store.countWebhooks(tx)) > maxWebhooks) throw new AppError('webhooks.too_many');
  });
  return { webhook, secret };
}

interface Order {
  caller: Caller;
  id: string;
  expectation: Expectation;
}

async function lockExpected(tx: Tx, { id, expectation }: Order): Promise<Webhook> {
  const webhook = await store.getLocked(tx, id);
  requireVersion(webhook, expectation);
  return webhook;
}

/** What waits is tried anew where that may help, and not while it is paused. */
async function applyToOpen(tx: Tx, before: Webhook, after: Webhook): Promise<void> {
  if (!after.isActive) return suspendOpenDeliveries(tx, after.id);
  const isAnew = !before.isActive || before.url !== after.url;
  if (isAnew) await restartOpenDeliveries(tx, after.id, after.nextAttemptAt);
}

function update(core: Core, order: Order & { changes: WebhookChanges }): Promise<Webhook> {
  const { caller, changes } = order;
  return perform(core, caller, async (tx) => {
    const before = await lockExpected(tx, order);
    const webhook = mergeWebhook(before, changes, core.clock.nowMs());
    check(core, webhook);
    const changed = changedFields(before, webhook);
    if (changed.length === 0) return before;
    await store.updateWebhook(tx, webhook);
    await applyToOpen(tx, before, webhook);
    const details = { changed, is_active: webhook.isActive };
    await recordAct(core, tx, { act: caller.act, action: 'webhook.update', webhook, details });
    return webhook;
  });
}

function remove(core: Core, order: Order): Promise<void> {
  return perform(core, order.caller, async (tx) => {
    const webhook = await lockExpected(tx, order);
    await store.deleteWebhook(tx, webhook.id);
    await recordAct(core, tx, { act: order.caller.act, action: 'webhook.delete', webhook });
  });
}

function rotateSecret(
  core: Core,
  caller: Caller,
  idOrName: string,
): Promise<SecretOnce & { previousSecretUntil: number }> {
  const secret = newSecret();
  const previousUntil = core.clock.nowMs() + overlapMs;
  return perform(core, caller, async (tx) => {
    const webhook = await store.getLocked(tx, idOrName);
    const previous = await store.getSecretSealed(tx, webhook.id);
    const sealed = { secret: sealSecret(core.sealer, secret), previous, previousUntil };
    await store.updateSecrets(tx, webhook.id, sealed);
    await recordAct(core, tx, { act: caller.act, action: 'webhook.secret_rotate', webhook });
    return { secret, previousSecretUntil: previousUntil };
  });
}

function createReadingUseCases({ access, database }: Core): Pick<WebhookService, 'get' | 'list'> {
  return {
    async get(caller, idOrName) {
      await access.requirePermission(caller, 'webhooks.read');
      return store.getWebhook(database.db, idOrName);
    },
    async list(caller, query) {
      await access.requirePermission(caller, 'webhooks.read');
      checkQuery(query);
      const found = await store.listWebhooks(database.db, { ...query, limit: query.limit + 1 });
      const positionOf = ({ id, name }: Webhook): string => (isByName(query.order) ? nameKey(name) : id);
      return toListed(found, query.limit, positionOf);
    },
  };
}

/** Tells others by HTTP what happened: from the outbox, signed, each in its order, until it is accepted. */
export function createWebhookService(deps: WebhookDeps): WebhookService {
  const sending = createSending(deps);
  const core: Core = { ...deps, wake: sending.wake };
  // Where the database tells of what was committed, it is sent at once.
  deps.database.signals.listen(sending.wake);
  return {
    create: (caller, input) => create(core, caller, input),
    ...createReadingUseCases(core),
    update: (caller, id, { expectedVersion, ...changes }) =>
      update(core, {
        ...{ caller, id, changes },
        expectation: expectedVersion === undefined ? {} : { expectedVersion },
      }),
    delete: (caller, id, expectation = {}) => remove(core, { caller, id, expectation }),
    rotateSecret: (caller, id) => rotateSecret(core, caller, id),
    ...createDeliveryUseCases(core),
    ...sending,
    async prune(tx, now) {
      return (await deleteOldDeliveries(tx, now)) + (await store.forgetOldSecrets(tx, now));
    },
  };
}
