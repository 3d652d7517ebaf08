import { resolve } from 'node:path';
import { CommandFailure } from '../../command-io.ts';
import type { DjangoDatabase } from './django-database.ts';

function isPostgres(from: string): boolean {
  return /^postgres(ql)?:\/\//.test(from);
}

/** What a driver says, without the address: it may hold a password. */
function reasonOf(error: unknown, from: string): string {
  const message = error instanceof Error ? error.message || error.name : String(error);
  return message.replaceAll(from, '…');
}

/** `from` is what --from takes. Errors: CommandFailure. */
export async function openDjango(from: string, cwd: string): Promise<DjangoDatabase> {
  try {
    if (isPostgres(from)) {
      const { openPostgres } = await import('./postgres-source.ts');
      return await openPostgres(from);
    }
    const { openSqlite } = await import('./sqlite-source.ts');
    return openSqlite(resolve(cwd, from.replace(/^sqlite:(\/\/\/)?/, '')));
  } catch (error) {
    throw new CommandFailure(`The database of Django cannot be read: ${reasonOf(error, from)}.`, {
      hint: 'Give --from a postgres:// URL, or the path of the SQLite file.',
      cause: error,
    });
  }
}
