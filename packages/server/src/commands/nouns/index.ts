import type { ApiCommand, Noun } from '../engine/command.types.ts';
import { accessReview, decisions } from './access.ts';
import { audit } from './audit.ts';
import { blocklist } from './blocklist.ts';
import { bulkCommand } from './bulk.ts';
import { events } from './events.ts';
import { groups } from './groups.ts';
import { keys } from './keys.ts';
import { permissions } from './permissions.ts';
import { roles } from './roles.ts';
import { families, sessions, tokens } from './sessions.ts';
import { exportCommand, importCommand, imports } from './transfer.ts';
import { users } from './users.ts';

export const nouns: readonly Noun[] = [
  users,
  roles,
  groups,
  permissions,
  sessions,
  families,
  tokens,
  decisions,
  accessReview,
  blocklist,
  audit,
  events,
  keys,
  imports,
];

/** Those that are a verb by themselves. */
export const wholeCommands: readonly ApiCommand[] = [importCommand, exportCommand, bulkCommand];
