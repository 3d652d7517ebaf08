import type { Config } from '#config';
import { isAppError } from '#platform/errors.ts';
import type { Services } from '../app/build-services.ts';
import { printError, printLine, type CommandIo } from './command-io.ts';
import { printable } from './output.ts';

/**
 * Makes the administrator that the settings name, when none exists. A refusal (a weak password, say) is
 * told and does not keep the server from starting: the set-up link remains.
 */
export async function ensureFirstAdministrator(
  io: CommandIo,
  config: Config,
  services: Services,
): Promise<void> {
  const { email, username, password } = config.administrator;
  if (password === null || (email === null && username === null)) return;
  if (await services.users.hasAdministrator(services.database.db)) return;
  try {
    const act = {
      actor: { type: 'system', id: null },
      origin: { address: null, userAgent: null, requestId: null },
    } as const;
    await services.account.createAdministrator(act, { email, username, password });
    printLine(io, `Created the first administrator: ${printable(email ?? username ?? '')}`);
  } catch (error) {
    if (!isAppError(error)) throw error;
    // Another process that starts at the same moment may have been quicker.
    if (await services.users.hasAdministrator(services.database.db)) return;
    printError(io, `The first administrator of OSTIARY_ADMIN_* was not created: ${printable(error.message)}`);
    for (const field of error.fields)
      printError(io, `  ${printable(field.path)}: ${printable(field.message)}`);
  }
}
