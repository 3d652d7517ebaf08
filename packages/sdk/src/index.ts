export { createOstiary } from './ostiary.ts';
export type {
  ActiveToken,
  FeedOptions,
  Introspection,
  Ostiary,
  OstiaryOptions,
  OstiaryState,
  OstiaryStatus,
  OstiaryWarning,
} from './ostiary.types.ts';
export { OstiaryError, type OstiaryErrorCode } from './errors.ts';
export type { Directory, KnownUser, ReplaceOptions } from './directory/directory.types.ts';
export { effectiveAccess, type InheritedAccess } from './subject/effective-access.rules.ts';
export type * from './types.ts';
export type * from './wire.ts';
export * from './authentication/index.ts';
export * from './guards/index.ts';
export * from './mirror/index.ts';
