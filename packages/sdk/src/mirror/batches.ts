import type { FeedItem, SnapshotLine } from '../wire.ts';
import { positionOf } from './mirror.rules.ts';
import type { DefinitionWrite, MirrorBatch, UserWrite } from './store.types.ts';

/** What is written, before it is known for which generation and whether its cursor counts. */
export type Content = Pick<MirrorBatch, 'users' | 'definitions' | 'position' | 'head' | 'resetPosition'>;

export const nothing: Content = { users: [], definitions: [], position: 0, head: null, resetPosition: 0 };

/** Of each only the latest: the highest position, and of several at one the last. */
function collect() {
  const users = new Map<string, UserWrite>();
  const definitions = new Map<string, DefinitionWrite>();
  return {
    addUser(write: UserWrite): void {
      const other = users.get(write.sub);
      if (!other || write.position >= other.position) users.set(write.sub, write);
    },
    addDefinition(write: DefinitionWrite): void {
      const key = `${write.kind}:${write.id}`;
      const other = definitions.get(key);
      if (!other || write.position >= other.position) definitions.set(key, write);
    },
    all: () => ({ users: [...users.values()], definitions: [...definitions.values()] }),
  };
}

export function contentOfItems(items: readonly FeedItem[], cursor: string): Content {
  const { addUser, addDefinition, all } = collect();
  let position = positionOf(cursor);
  let resetPosition = 0;
  for (const item of items) {
    position = Math.max(position, item.position);
    if (item.kind === 'reset') resetPosition = Math.max(resetPosition, item.position);
    else if (item.kind === 'user') addUser(userWriteOf(item));
    else if (item.kind === 'role') addDefinition({ ...item, record: item.role });
    else if (item.kind === 'group') addDefinition({ ...item, record: item.group });
    else if (item.kind === 'service') addDefinition({ ...item, id: 'own', record: item.service });
  }
  return { ...all(), position, head: cursor, resetPosition };
}

function userWriteOf(item: FeedItem & { kind: 'user' }): UserWrite {
  const { sub, position } = item;
  return item.user === null
    ? { sub, position, user: null, reason: item.reason }
    : { sub, position, user: item.user };
}

type RecordLine = Exclude<SnapshotLine, { kind: 'start' | 'end' }>;

export function contentOfLines(lines: readonly RecordLine[], position: number): Content {
  const { addUser, addDefinition, all } = collect();
  for (const line of lines) {
    if (line.kind === 'user') addUser({ sub: line.user.sub, position, user: line.user });
    else if (line.kind === 'role')
      addDefinition({ kind: 'role', id: line.role.id, position, record: line.role });
    else if (line.kind === 'group')
      addDefinition({ kind: 'group', id: line.group.id, position, record: line.group });
  }
  return { ...nothing, ...all(), position };
}

/** Lines in portions, each as soon as it is full; the lines that begin and end the snapshot come alone. */
export async function* inPortions(
  lines: AsyncIterable<SnapshotLine>,
  size: number,
): AsyncGenerator<Exclude<SnapshotLine, RecordLine> | RecordLine[]> {
  let portion: RecordLine[] = [];
  for await (const line of lines) {
    if (line.kind === 'start' || line.kind === 'end') {
      if (portion.length > 0) yield portion;
      portion = [];
      yield line;
    } else if (portion.push(line) >= size) {
      yield portion;
      portion = [];
    }
  }
}
