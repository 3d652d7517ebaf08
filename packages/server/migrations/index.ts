import * as auditAndEvents from './0001_audit_and_events.ts';
import * as keys from './0002_keys.ts';
import * as users from './0003_users.ts';
import * as access from './0004_access.ts';
import * as passwords from './0005_passwords.ts';
import * as sessions from './0006_sessions.ts';
import * as tokens from './0007_tokens.ts';
import * as oneTimeLinks from './0008_one_time_links.ts';
import * as management from './0009_management.ts';
import * as keyedTables from './0010_keyed_tables.ts';
import * as applications from './0011_applications.ts';
import * as oauth from './0012_oauth.ts';
import * as backchannelLogouts from './0013_backchannel_logouts.ts';
import * as serviceAccess from './0014_service_access.ts';
import * as ownAccounts from './0015_own_accounts.ts';
import * as consoleTables from './0016_console.ts';
import * as webhooks from './0017_webhooks.ts';
import * as upgrades from './0018_upgrades.ts';
import * as signals from './0019_signals.ts';
import * as predecessor from './0020_predecessor.ts';
import * as predecessorCutoffs from './0021_predecessor_cutoffs.ts';

/**
 * One global, append-only sequence. A migration that has shipped is never edited.
 *
 * A migration expands: code from before it works on the schema after it, so that old processes run on while new ones
 * start, and a release can be taken back. One that takes something away (contract) comes a release later, and exports
 * `oldest`: the name of the first migration whose code does without what it takes. Older code refuses to start then.
 * If a backfill fills in what replaces it, it exports that, too, by name as `after`: it is then done to its end before.
 */
export const migrations = {
  '0001_audit_and_events': auditAndEvents,
  '0002_keys': keys,
  '0003_users': users,
  '0004_access': access,
  '0005_passwords': passwords,
  '0006_sessions': sessions,
  '0007_tokens': tokens,
  '0008_one_time_links': oneTimeLinks,
  '0009_management': management,
  '0010_keyed_tables': keyedTables,
  '0011_applications': applications,
  '0012_oauth': oauth,
  '0013_backchannel_logouts': backchannelLogouts,
  '0014_service_access': serviceAccess,
  '0015_own_accounts': ownAccounts,
  '0016_console': consoleTables,
  '0017_webhooks': webhooks,
  '0018_upgrades': upgrades,
  '0019_signals': signals,
  '0020_predecessor': predecessor,
  '0021_predecessor_cutoffs': predecessorCutoffs,
};
