import { serviceFields, type ImportedService, type ServiceField, type ServiceScope } from '#modules/services';
import {
  given,
  levelOrNull,
  objectOrNull,
  objects,
  oneOf,
  readFields,
  text,
  texts,
  time,
  type FieldReader,
} from '../../records/fields.rules.ts';
import type { EntryProblem } from '../../records/records.types.ts';
import { keyedHash, type KeyedHash } from '../keyed-hash.rules.ts';
import type { Reading } from '../kind.types.ts';

/** A key as it is read: whether its hash is of any use here is found out when it is imported. */
export type ServiceKeyEntry = Omit<ImportedService['keys'][number], 'hash'> & { hash: KeyedHash };

export interface ServiceEntry {
  kind: 'service';
  service: Omit<ImportedService, 'keys'>;
  keys: ServiceKeyEntry[];
}

const seenFields: FieldReader<ServiceField[]> = (value) => {
  const listed = texts(value);
  if ('message' in listed) return listed;
  const known = listed.value.flatMap((name) => serviceFields.find((field) => field === name) ?? []);
  return known.length === listed.value.length
    ? { value: known }
    : { message: `Use ${serviceFields.join(', ')}.` };
};

const serviceReaders = {
  type: text,
  name: text,
  audience: text,
  description: text,
  scopes: objects({ name: text, description: text }),
  token_format: oneOf('jwt', 'opaque'),
  access_token_seconds: levelOrNull,
  entry: oneOf('everyone', 'granted'),
  access_levels: texts,
  fields: seenFields,
  data_schema: objectOrNull,
  created_at: time,
  keys: objects({ key_hash: keyedHash, hint: text, created_at: time, expires_at: time }),
};

type Read = ReturnType<typeof readFields<typeof serviceReaders>>;

function scopesOf(scopes: NonNullable<Read['scopes']>): ServiceScope[] {
  return scopes.map(({ name = '', description = '' }) => ({ name, description }));
}

function keysOf(keys: Read['keys'], problems: EntryProblem[]): ServiceKeyEntry[] {
  return (keys ?? []).flatMap((key, index) => {
    const { key_hash: hash, hint = '', created_at: createdAt, expires_at: expiresAt } = key;
    if (hash) return [{ hash, hint, ...given({ createdAt, expiresAt }) }];
    const message = 'The hash of the key is required.';
    problems.push({ code: 'request.invalid', path: `keys.${String(index)}.key_hash`, message });
    return [];
  });
}

/** Reads a line that is about a resource server; what it may be is judged by the module of services. */
export function readService(object: Record<string, unknown>): Reading<ServiceEntry> {
  const problems: EntryProblem[] = [];
  const read = readFields(serviceReaders, object, problems);
  const keys = keysOf(read.keys, problems);
  const { audience, created_at: createdAt } = read;
  if (audience === undefined && problems.length === 0) {
    problems.push({ code: 'request.invalid', path: 'audience', message: 'An audience is required.' });
  }
  if (audience === undefined || problems.length > 0) return { problems };
  const fields = given({
    name: read.name,
    description: read.description,
    scopes: read.scopes && scopesOf(read.scopes),
    tokenFormat: read.token_format,
    accessTokenSeconds: read.access_token_seconds,
    entry: read.entry,
    accessLevels: read.access_levels,
    fields: read.fields,
    dataSchema: read.data_schema,
  });
  return { entry: { kind: 'service', service: { audience, fields, ...given({ createdAt }) }, keys } };
}
