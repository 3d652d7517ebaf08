import { AppError, isAppError, type FieldError } from '#platform/errors.ts';
import type { TransferDeps } from '../transfer.deps.ts';
import { refusalOfCredentials } from './credentials.rules.ts';
import type { Target, Things } from './kind.types.ts';
import { findPeople } from './people.ts';
import type { UserReference } from './user-reference.rules.ts';

/** Who holds what a line is about: a user, a client, or a client in the name of a user. */
interface Named {
  /** Null for nobody: a client for itself. */
  user: UserReference | null;
  /** Null for Ostiary's own token API. */
  clientId: string | null;
}

export interface Holder {
  userId: string | null;
  clientId: string | null;
}

/** Of a line that names a user. */
export function userIdOf({ userId }: Holder): string {
  if (userId === null) throw new TypeError('This line names no user');
  return userId;
}

function unknownClient(): AppError {
  const { code, message } = new AppError('applications.not_found');
  return new AppError(code, { fields: [{ path: 'client_id', message }] });
}

/** What is wrong with the fields of a line; undefined when there is nothing. */
export function refusalOfFields(fields: readonly FieldError[]): AppError | undefined {
  return fields.length === 0 ? undefined : new AppError('request.invalid', { fields: [...fields] });
}

/**
 * Who the lines of a batch are about, or why a line is refused: its caller may not, or it names somebody whom nobody
 * knows.
 */
export async function findHolders(
  deps: TransferDeps,
  { db }: Target,
  { entries, overlay, caller }: Pick<Things<Named>, 'entries' | 'overlay' | 'caller'>,
): Promise<(Holder | AppError)[]> {
  const refusal = refusalOfCredentials(caller);
  if (refusal) return entries.map(() => refusal);
  const references = entries.flatMap(({ user }) => user ?? []);
  const people = await findPeople(deps, db, { references, overlay });
  const clientIds = [...new Set(entries.flatMap(({ clientId }) => clientId ?? []))];
  const clients = await deps.applications.findMany(db, clientIds);
  return entries.map(({ user, clientId }) => {
    const person = user && people.get(user);
    if (isAppError(person)) return person;
    const isKnown = clientId === null || clients.has(clientId) || overlay.hasClient(clientId);
    return isKnown ? { userId: person?.id ?? null, clientId } : unknownClient();
  });
}
