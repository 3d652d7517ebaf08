/** The server's own decision, for tests that compare others with it. */
export { decide as decideOnServer } from '@ostiary/server/src/modules/access/decide.rules.ts';
export type { DecisionContext } from '@ostiary/server/src/modules/access/decide.rules.ts';
export type { Policy } from '@ostiary/server/src/modules/access/policy.rules.ts';
