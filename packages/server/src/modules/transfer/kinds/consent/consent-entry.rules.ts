import { names, objectOrNull, readFields, text, time, type FieldReader } from '../../records/fields.rules.ts';
import type { EntryProblem } from '../../records/records.types.ts';
import type { Reading } from '../kind.types.ts';
import { userReference, type UserReference } from '../user-reference.rules.ts';

export interface ConsentEntry {
  kind: 'consent';
  user: UserReference;
  clientId: string;
  scopes: string[];
  /** Of services, by audience. */
  services: Record<string, string[]>;
  /** Epoch milliseconds. */
  createdAt: number | undefined;
}

const servicesReader: FieldReader<Record<string, string[]>> = (value) => {
  const read = objectOrNull(value);
  if ('message' in read) return read;
  const services: [string, string[]][] = [];
  for (const [audience, listed] of Object.entries(read.value ?? {})) {
    const [name, scopes] = [text(audience), names(listed)];
    if ('message' in scopes || 'message' in name || audience === '')
      return { message: 'Must have lists of names by audiences.' };
    services.push([audience, scopes.value]);
  }
  return { value: Object.fromEntries(services) };
};

const fields = {
  ...{ type: text, user: userReference, client_id: text, scopes: names },
  ...{ services: servicesReader, created_at: time },
};

/** Reads a line that says what a user agreed to for a client. */
export function readConsent(object: Record<string, unknown>): Reading<ConsentEntry> {
  const problems: EntryProblem[] = [];
  const read = readFields(fields, object, problems);
  const { user, client_id: clientId, scopes } = read;
  for (const [path, value] of Object.entries({ user, client_id: clientId, scopes })) {
    if (value !== undefined || problems.some((problem) => problem.path === path)) continue;
    problems.push({ code: 'request.invalid', path, message: 'This field is required.' });
  }
  if (!user || clientId === undefined || !scopes || problems.length > 0) return { problems };
  const { services = {}, created_at: createdAt } = read;
  return { entry: { kind: 'consent', user, clientId, scopes, services, createdAt } };
}
