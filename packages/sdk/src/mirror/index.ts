export { createMirror } from './mirror.ts';
export { memoryStore } from './memory.store.ts';
export { changeOf, emptyState, isSwept, nextState, winsOver } from './mirror.rules.ts';
export type { Mirror, MirroredUser, MirrorOptions, UserChanged, UserDeleted } from './mirror.types.ts';
export type {
  CommitOutcome,
  DefinitionWrite,
  Mark,
  MirrorBatch,
  MirrorState,
  MirrorStore,
  SnapshotStep,
  StoredMirror,
  SweepRequest,
  UserChange,
  UserWrite,
  WithinCommit,
} from './store.types.ts';
