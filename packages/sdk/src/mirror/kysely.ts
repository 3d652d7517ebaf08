export { kyselyStore } from './kysely/kysely.store.ts';
export type { KyselyStoreOptions } from './kysely/kysely.store.ts';
export type { MirroredUserColumns } from './kysely/tables.ts';
export { kyselyResourceStore } from '../resource/stores/kysely-store.ts';
export type {
  Columns,
  ColumnSpec,
  ColumnType,
  KyselyResourceOptions,
} from '../resource/stores/kysely.types.ts';
