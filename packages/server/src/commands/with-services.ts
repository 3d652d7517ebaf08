import type { Config } from '#config';
import type { Caller } from '#modules/access';
import { UnsupportedSchemaError } from '#platform/db/schema-state.ts';
import type { Services } from '../app/build-services.ts';
import { CommandFailure, printError, type CommandIo } from './command-io.ts';
import { loadOrFail } from './load-or-fail.ts';

/** Whoever can read the secrets and the database needs no one's leave; the audit log names them. */
export function operator(io: CommandIo): Caller & { subject: 'operator' } {
  return {
    act: {
      actor: { type: 'command', id: io.systemUser },
      origin: { address: null, userAgent: null, requestId: null },
    },
    subject: 'operator',
  };
}

/** Opens the services for one command and closes them whatever happens. */
export async function withServices<T>(
  io: CommandIo,
  work: (services: Services) => Promise<T>,
  config: Config = loadOrFail(io),
): Promise<T> {
  const { buildServices } = await import('../app/build-services.ts');
  const services = await buildServices({ config });
  try {
    await requireCurrentSchema(io, services);
    return await work(services);
  } finally {
    await services.close();
  }
}

/** An empty database is set up on the way; one that is in use is only changed by `migrate` and `serve`. */
export async function requireCurrentSchema(io: CommandIo, services: Services): Promise<void> {
  const state = await services.database.schemaState();
  if (!state.isSupported) throw new UnsupportedSchemaError(state);
  const { applied, pending } = state;
  if (pending.length === 0) return;
  if (applied.length > 0) {
    throw new CommandFailure(`The database is not up to date: ${pending.length} migrations are missing.`, {
      hint: 'Run `ostiary migrate` first.',
    });
  }
  await services.prepare();
  printError(io, `Set up a new database: ${services.database.location}`);
}
