export { FieldErrors } from './field-errors.ts';
export type { FieldMessages } from './field-errors.ts';
export type { PagingOptions } from './paging.ts';
export { resource } from './resource.ts';
export type {
  Action,
  ActionContext,
  FieldKinds,
  KindOf,
  OrderingOptions,
  Resource,
  ResourceContext,
  ResourceOptions,
} from './resource.types.ts';
export { resourceRouter } from './router.ts';
export type { Answer, ResourceRouter } from './router.ts';
export type {
  Condition,
  FieldName,
  Item,
  ItemId,
  ListQuery,
  ListResult,
  Order,
  OrderValue,
  Position,
  ResourceStore,
} from './store.types.ts';
export { memoryResourceStore } from './stores/memory-store.ts';
export type { MemoryStoreOptions } from './stores/memory-store.ts';
export { expressResources } from './mount/express.ts';
export { fastifyResources } from './mount/fastify.ts';
export { honoResources } from './mount/hono.ts';
export type { Identified, MountOptions } from './mount/mount.types.ts';
