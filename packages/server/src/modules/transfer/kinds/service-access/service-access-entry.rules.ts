import type { JsonObject } from '#modules/services';
import { given, objectOrNull, readFields, text, textOrNull, time } from '../../records/fields.rules.ts';
import type { EntryProblem } from '../../records/records.types.ts';
import type { Reading } from '../kind.types.ts';
import { userReference, type UserReference } from '../user-reference.rules.ts';

/** Who has access: a user, or a group or role by name. */
export type AccessHolder =
  { holder: 'user'; user: UserReference } | { holder: 'group' | 'role'; name: string };

export interface ServiceAccessEntry {
  kind: 'service_access';
  /** An audience. */
  service: string;
  of: AccessHolder;
  level: string | null;
  data: JsonObject;
  /** Epoch milliseconds. */
  createdAt?: number;
}

const accessReaders = {
  type: text,
  service: text,
  user: userReference,
  group: text,
  role: text,
  level: textOrNull,
  data: objectOrNull,
  created_at: time,
};

type Read = ReturnType<typeof readFields<typeof accessReaders>>;

function holderOf({ user, group, role }: Read): AccessHolder | undefined {
  const holders: AccessHolder[] = [];
  if (user !== undefined) holders.push({ holder: 'user', user });
  if (group !== undefined) holders.push({ holder: 'group', name: group });
  if (role !== undefined) holders.push({ holder: 'role', name: role });
  return holders.length === 1 ? holders[0] : undefined;
}

/** Reads a line about who may enter a service, and as what. */
export function readServiceAccess(object: Record<string, unknown>): Reading<ServiceAccessEntry> {
  const problems: EntryProblem[] = [];
  const read = readFields(accessReaders, object, problems);
  const of = holderOf(read);
  const { service, level = null, data, created_at: createdAt } = read;
  const complain = (path: string, message: string): void => {
    if (problems.length === 0) problems.push({ code: 'request.invalid', path, message });
  };
  if (service === undefined) complain('service', 'The audience of a service is required.');
  if (of === undefined) complain('user', 'Name one holder: a user, a group or a role.');
  if (service === undefined || of === undefined || problems.length > 0) return { problems };
  const access = { level, data: (data ?? {}) as JsonObject, ...given({ createdAt }) };
  return { entry: { kind: 'service_access', service, of, ...access } };
}
