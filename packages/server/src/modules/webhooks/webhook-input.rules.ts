import { eventCatalogue } from '@ostiary/contract';
import { problemOfCalledUri } from '#modules/applications';
import type { FieldError } from '#platform/errors.ts';
import { isUuid } from '#platform/ids.ts';
import type { NewWebhook, Webhook, WebhookChanges } from './webhooks.types.ts';

/** As names of services: letters of any script, digits and plain punctuation, so that none looks like an id or a path. */
const namePattern = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} .,&()_'-]{0,98}[\p{L}\p{M}\p{N}.)])?$/u;

/** The name as it is kept. */
function readName(name: string): string {
  return name.normalize('NFKC').trim();
}

/** Each once, in the order of the catalogue, so that two lists of the same are the same. */
function readTypes(types: readonly string[] | null): string[] | null {
  if (types === null) return null;
  const known = Object.keys(eventCatalogue);
  return [...new Set(types)].sort((a, b) => known.indexOf(a) - known.indexOf(b));
}

function describeTypes(types: string[] | null): FieldError[] {
  if (types === null) return [];
  if (types.length === 0) {
    return [{ path: 'event_types', message: 'Name at least one type of event, or null for all.' }];
  }
  return types
    .filter((type) => !Object.hasOwn(eventCatalogue, type))
    .map((type) => ({ path: 'event_types', message: `There are no events of the type ${type}.` }));
}

/** Everything that is wrong with one as it is or would become; empty when it is good. */
export function describeWebhook(webhook: Webhook, { isProduction }: { isProduction: boolean }): FieldError[] {
  const { name, url, eventTypes } = webhook;
  const isNamed = namePattern.test(name) && !isUuid(name.toLowerCase());
  const urlProblem = problemOfCalledUri(url, isProduction);
  return [
    ...(isNamed
      ? []
      : [{ path: 'name', message: 'Use 1 to 100 letters, digits, spaces and plain punctuation.' }]),
    ...(urlProblem === undefined ? [] : [{ path: 'url', message: urlProblem }]),
    ...describeTypes(eventTypes),
  ];
}

/** Active, and told of what happens after `cursor`. */
export function buildWebhook(
  { name, url, eventTypes = null }: NewWebhook,
  { id, now, cursor }: { id: string; now: number; cursor: number },
): Webhook {
  return {
    ...{ id, name: readName(name), url, eventTypes: readTypes(eventTypes), isActive: true },
    ...{ pauseReason: null, cursor, nextAttemptAt: now, failingSince: null, deliveredAt: null },
    ...{ gap: null, previousSecretUntil: null, createdAt: now, updatedAt: now, version: 1 },
  };
}

/** What is not given stays. Another address, and one that is resumed, is tried at once. */
export function mergeWebhook(before: Webhook, changes: WebhookChanges, now: number): Webhook {
  const { name = before.name, url = before.url, eventTypes = before.eventTypes } = changes;
  const { isActive = before.isActive } = changes;
  const isAnew = url !== before.url || (isActive && !before.isActive);
  return {
    ...before,
    ...{ name: readName(name), url, eventTypes: readTypes(eventTypes), isActive },
    pauseReason: isActive ? null : (before.pauseReason ?? 'asked'),
    ...(isAnew && { nextAttemptAt: now, failingSince: null }),
    ...{ updatedAt: now, version: before.version + 1 },
  };
}

const wireNames = {
  name: 'name',
  url: 'url',
  eventTypes: 'event_types',
  isActive: 'is_active',
} as const satisfies Partial<Record<keyof Webhook, string>>;

/** Wire names of the fields that differ. */
export function changedFields(before: Webhook, after: Webhook): string[] {
  const fields = Object.keys(wireNames) as (keyof typeof wireNames)[];
  return fields
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => wireNames[name]);
}
