export { databases, sqliteDatabase } from './databases.ts';
export type { TestDatabase, TestDatabaseOptions, TestDialect } from './databases.ts';
export { fakeClock, runningClock } from './fake-clock.ts';
export type { FakeClock } from './fake-clock.ts';
export { fuzz, fuzzSettings } from './fuzz/fuzz.ts';
export type { FuzzTarget } from './fuzz/fuzz.ts';
export { startOwnPostgres, type OwnPostgres } from './own-postgres.ts';
export { startPostgresServer } from './postgres-server.ts';
export type { PostgresServer } from './postgres-server.ts';
export { queryPlans } from './query-plans.ts';
export type { QueryPlan, QueryPlanOptions } from './query-plans.ts';
export { softwareAuthenticator } from './webauthn/software-authenticator.ts';
export type {
  AuthenticatorSettings,
  MadeAnswer,
  ShownAnswer,
  SoftwareAuthenticator,
} from './webauthn/software-authenticator.ts';
