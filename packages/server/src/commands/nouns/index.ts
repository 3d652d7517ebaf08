import type { ApiCommand, Noun } from '../engine/command.types.ts';
import { accessReview, decisions } from './access.ts';
import { applications } from './applications.ts';
import { audit } from './audit.ts';
import { blocklist } from './blocklist.ts';
import { bulkCommand } from './bulk.ts';
import { config } from './config.ts';
import { events } from './events.ts';
import { groups } from './groups.ts';
import { keys } from './keys.ts';
import { mails, mailTemplates } from './mails.ts';
import { permissions } from './permissions.ts';
import { roles } from './roles.ts';
import { services } from './services.ts';
import { families, grantedApplications, sessions, tokens } from './sessions.ts';
import { statistics } from './statistics.ts';
import { exportCommand, importCommand, imports } from './transfer.ts';
import { users } from './users.ts';
import { webhooks } from './webhooks.ts';

export const nouns: readonly Noun[] = [
  users,
  roles,
  groups,
  permissions,
  applications,
  services,
  sessions,
  families,
  tokens,
  grantedApplications,
  decisions,
  accessReview,
  blocklist,
  audit,
  events,
  webhooks,
  keys,
  mails,
  mailTemplates,
  config,
  statistics,
  imports,
];

/** Every verb of these nouns and of those below them, by the words that call it. */
export function namedCommands(of: readonly Noun[] = nouns): [words: string, command: ApiCommand][] {
  return of.flatMap(({ noun, commands, nouns: below = [] }) => {
    const all = [...commands.map((command) => [command.verb, command] as const), ...namedCommands(below)];
    return all.map(([words, command]): [string, ApiCommand] => [`${noun} ${words}`, command]);
  });
}

/** Those that are a verb by themselves. */
export const wholeCommands: readonly ApiCommand[] = [importCommand, exportCommand, bulkCommand];

/** These and those below them, by the words that call them. */
export function wholeCommandNames(of: readonly ApiCommand[] = wholeCommands): string[] {
  return of.flatMap(({ verb, commands = [] }) => [
    verb,
    ...wholeCommandNames(commands).map((name) => `${verb} ${name}`),
  ]);
}
