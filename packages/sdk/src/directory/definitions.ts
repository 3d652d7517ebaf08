import { OstiaryError } from '../errors.ts';
import type { FeedItem, GroupRecord, RoleRecord, ServiceRecord, SnapshotLine } from '../wire.ts';

/** Where in which history of the server something was told. */
export interface Place {
  history: number;
  position: number;
}

/** Whether `a` was told no later than `b`. */
export function isNoLater(a: Place, b: Place): boolean {
  return a.history < b.history || (a.history === b.history && a.position <= b.position);
}

interface Told<T> extends Place {
  /** Null for what is gone; kept so that a late item does not bring it back. */
  record: T | null;
}

/** Roles and groups, and how the service is registered, as they were told last. */
export interface Definitions {
  roles: Map<string, Told<RoleRecord>>;
  rolesByName: Map<string, RoleRecord>;
  groups: Map<string, Told<GroupRecord>>;
  service: Told<ServiceRecord> | undefined;
  /** From a snapshot: what is not among them there was not. */
  isWhole: boolean;
}

export function noDefinitions(): Definitions {
  return { roles: new Map(), rolesByName: new Map(), groups: new Map(), service: undefined, isWhole: false };
}

export type DefinitionItem = Extract<FeedItem, { kind: 'role' | 'group' | 'service' }>;

export function isDefinition(item: FeedItem): item is DefinitionItem {
  return item.kind === 'role' || item.kind === 'group' || item.kind === 'service';
}

function indexNames(definitions: Definitions): void {
  definitions.rolesByName = new Map();
  for (const { record } of definitions.roles.values()) {
    if (record) definitions.rolesByName.set(record.name, record);
  }
}

/** Takes what an item says unless something later is known. False when it is. */
export function applyDefinition(definitions: Definitions, item: DefinitionItem, history: number): boolean {
  const place = { history, position: item.position };
  const known =
    item.kind === 'service'
      ? definitions.service
      : (item.kind === 'role' ? definitions.roles : definitions.groups).get(item.id);
  if (known && !isNoLater(known, place)) return false;
  if (item.kind === 'service') definitions.service = { ...place, record: item.service };
  if (item.kind === 'group') definitions.groups.set(item.id, { ...place, record: item.group });
  if (item.kind === 'role') {
    definitions.roles.set(item.id, { ...place, record: item.role });
    indexNames(definitions);
  }
  return true;
}

/**
 * Whether a change is one that tokens cannot be corrected for by what is known now: it may have given or taken roles
 * or access. What a role permits is looked up at each use, so that alone does not matter.
 */
export function mayMoveAccess(definitions: Definitions, item: DefinitionItem): boolean {
  if (item.kind === 'service') return false;
  const known = (item.kind === 'group' ? definitions.groups : definitions.roles).get(item.id);
  // What is new is given to nobody yet; whom it is given to later is told by itself.
  if (!known) return !definitions.isWhole;
  if (item.kind === 'group') return JSON.stringify(known.record) !== JSON.stringify(item.group);
  const facts = (role: Pick<RoleRecord, 'name' | 'access'> | null): string =>
    JSON.stringify([role?.name, role?.access]);
  return facts(known.record) !== facts(item.role);
}

/** Of what was known before, what the snapshot is too old for. */
function keepLater<T>(
  target: Map<string, Told<T>>,
  before: ReadonlyMap<string, Told<T>>,
  snapshot: Place,
): void {
  for (const [id, told] of before) {
    if (!isNoLater(told, snapshot)) target.set(id, told);
  }
}

/** What a snapshot says, once it is whole. */
export interface SnapshotReading {
  definitions: Definitions;
  place: Place;
}

/** Reads to the end. Errors: `protocol` for lines without a beginning or an end. */
export async function readDefinitions(
  lines: AsyncIterable<SnapshotLine>,
  history: number,
): Promise<SnapshotReading> {
  const definitions = noDefinitions();
  let place: Place | undefined;
  let isWhole = false;
  for await (const line of lines) {
    if (line.kind === 'start') {
      place = { history, position: line.position };
      definitions.service = { ...place, record: line.service };
    } else if (place && line.kind === 'role') {
      definitions.roles.set(line.role.id, { ...place, record: line.role });
    } else if (place && line.kind === 'group') {
      definitions.groups.set(line.group.id, { ...place, record: line.group });
    }
    isWhole = line.kind === 'end';
  }
  if (!place || !isWhole) throw new OstiaryError('protocol', 'The snapshot is not whole.');
  return { definitions, place };
}

/** The snapshot, with what was told later than it. */
export function mergeDefinitions({ definitions, place }: SnapshotReading, before: Definitions): Definitions {
  keepLater(definitions.roles, before.roles, place);
  keepLater(definitions.groups, before.groups, place);
  if (before.service && !isNoLater(before.service, place)) definitions.service = before.service;
  indexNames(definitions);
  definitions.isWhole = true;
  return definitions;
}
