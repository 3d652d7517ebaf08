import type { GroupRecord, RoleRecord, ServiceRecord } from '../wire.ts';
import { winsOver } from './mirror.rules.ts';
import type { DefinitionWrite, Mark, MirrorState } from './store.types.ts';

type Known = DefinitionWrite & Mark;

/** Roles, groups and the service's registration: few, and needed at once, so they are all in memory. */
export interface Definitions {
  role(id: string): RoleRecord | undefined;
  roleByName(name: string): RoleRecord | undefined;
  group(id: string): GroupRecord | undefined;
  service(): ServiceRecord | undefined;
  /** In place of all that is known. */
  load(all: readonly Known[]): void;
  put(writes: readonly DefinitionWrite[], state: MirrorState): void;
}

const keyOf = ({ kind, id }: { kind: string; id: string }): string => `${kind}:${id}`;

export function createDefinitions(): Definitions {
  let known = new Map<string, Known>();
  let byName: Map<string, RoleRecord> | undefined;
  let service: ServiceRecord | undefined;

  function changed(): void {
    byName = undefined;
    service = undefined;
    for (const one of known.values()) if (one.kind === 'service' && one.record) service = one.record;
  }

  function indexNames(): Map<string, RoleRecord> {
    const index = new Map<string, RoleRecord>();
    for (const one of known.values())
      if (one.kind === 'role' && one.record) index.set(one.record.name, one.record);
    return index;
  }

  return {
    role(id) {
      const found = known.get(keyOf({ kind: 'role', id }));
      return found?.kind === 'role' ? (found.record ?? undefined) : undefined;
    },
    roleByName(name) {
      byName ??= indexNames();
      return byName.get(name);
    },
    group(id) {
      const found = known.get(keyOf({ kind: 'group', id }));
      return found?.kind === 'group' ? (found.record ?? undefined) : undefined;
    },
    service: () => service,
    load(all) {
      known = new Map(all.map((one) => [keyOf(one), one]));
      changed();
    },
    put(writes, state) {
      for (const write of writes) {
        const mark: Mark = { generation: state.generation, position: write.position };
        const stored = known.get(keyOf(write));
        if (winsOver({ mark, isGone: write.record === null }, stored, state)) {
          known.set(keyOf(write), { ...write, ...mark });
        }
      }
      if (writes.length > 0) changed();
    },
  };
}
