import { OstiaryError } from '../errors.ts';
import type {
  FeedItem,
  FeedPage,
  GroupRecord,
  RoleRecord,
  ServiceRecord,
  SnapshotLine,
  UserRecord,
  WireAccess,
} from '../wire.ts';

/**
 * What comes from the server is checked as far as the kit relies on it, so that a newer or a broken server is noticed
 * here and nowhere else. What is not known of a newer one is let through unread.
 */
type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText);
}

function isAccess(value: unknown): value is WireAccess | null {
  if (value === null) return true;
  return isFields(value) && (value['level'] === null || isText(value['level'])) && isFields(value['data']);
}

export function isUserRecord(value: unknown): value is UserRecord {
  if (!isFields(value)) return false;
  const { sub, is_active: isActive, is_staff: isStaff, is_superuser: isSuperuser, access } = value;
  const hasFlags = [isActive, isStaff, isSuperuser].every((flag) => typeof flag === 'boolean');
  return (
    isText(sub) && hasFlags && isTexts(value['role_ids']) && isTexts(value['group_ids']) && isAccess(access)
  );
}

function isRoleRecord(value: unknown): value is RoleRecord {
  if (!isFields(value)) return false;
  const { id, name, level, permissions, access } = value;
  const hasLevel = level === null || Number.isFinite(level);
  return isText(id) && isText(name) && hasLevel && isTexts(permissions) && isAccess(access);
}

function isGroupRecord(value: unknown): value is GroupRecord {
  if (!isFields(value)) return false;
  return (
    isText(value['id']) && isText(value['name']) && isTexts(value['role_ids']) && isAccess(value['access'])
  );
}

function isServiceRecord(value: unknown): value is ServiceRecord {
  if (!isFields(value)) return false;
  const { id, name, audience, entry, access_levels: levels, fields } = value;
  const isEntry = entry === 'everyone' || entry === 'granted';
  return isText(id) && isText(name) && isText(audience) && isEntry && isTexts(levels) && isTexts(fields);
}

type Kind = FeedItem['kind'];

const itemChecks: Record<Kind, (item: Fields) => boolean> = {
  user: ({ sub, user, reason }) =>
    isText(sub) &&
    (user === null ? reason === 'deleted' || reason === 'no_access' : isUserRecord(user) && user.sub === sub),
  role: ({ id, role }) => isText(id) && (role === null || isRoleRecord(role)),
  group: ({ id, group }) => isText(id) && (group === null || isGroupRecord(group)),
  revoked: ({ what, id }) => isText(id) && (what === 'session' || what === 'token' || what === 'grant'),
  service: ({ service }) => isServiceRecord(service),
  keys: () => true,
  reset: () => true,
};

function isKind(value: unknown): value is Kind {
  return isText(value) && Object.hasOwn(itemChecks, value);
}

function isItem(fields: Fields, kind: Kind): fields is Fields & FeedItem {
  const { position, at } = fields;
  // JSON has numbers that are none: 1e999 is read as infinite, and nothing would ever come after it.
  return isCount(position) && Number.isFinite(at) && itemChecks[kind](fields);
}

/** Undefined for a kind that is not known here. Errors: `protocol` for one that is, and is not as it should be. */
export function readItem(value: unknown): FeedItem | undefined {
  if (!isFields(value) || !isText(value['kind'])) {
    throw new OstiaryError('protocol', 'An item of the feed is none.');
  }
  const { kind } = value;
  if (!isKind(kind)) return undefined;
  if (isItem(value, kind)) return value;
  throw new OstiaryError('protocol', `An item of the feed (${kind}) is not as it should be.`);
}

function isFound<T>(value: T | undefined): value is T {
  return value !== undefined;
}

/** Errors: `protocol`. */
export function readPage(value: Fields): FeedPage {
  const { items, cursor, has_more: hasMore } = value;
  if (!Array.isArray(items) || !isText(cursor) || typeof hasMore !== 'boolean') {
    throw new OstiaryError('protocol', 'A page of the feed is not as it should be.');
  }
  return { items: items.map(readItem).filter(isFound), cursor, has_more: hasMore };
}

const lineChecks: Record<SnapshotLine['kind'], (line: Fields) => boolean> = {
  start: ({ cursor, position, service }) => isText(cursor) && isCount(position) && isServiceRecord(service),
  role: ({ role }) => isRoleRecord(role),
  group: ({ group }) => isGroupRecord(group),
  user: ({ user }) => isUserRecord(user),
  end: ({ users }) => isCount(users),
};

function isLineKind(value: unknown): value is SnapshotLine['kind'] {
  return isText(value) && Object.hasOwn(lineChecks, value);
}

function isLine(fields: Fields, kind: SnapshotLine['kind']): fields is Fields & SnapshotLine {
  return lineChecks[kind](fields);
}

/** Undefined for a kind that is not known here. Errors: `protocol`. */
export function readLine(value: unknown): SnapshotLine | undefined {
  if (!isFields(value)) throw new OstiaryError('protocol', 'A line of the snapshot is none.');
  const { kind } = value;
  if (!isLineKind(kind)) return undefined;
  if (isLine(value, kind)) return value;
  throw new OstiaryError('protocol', `A line of the snapshot (${kind}) is not as it should be.`);
}
