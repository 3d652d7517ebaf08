import { describeDescription } from '#modules/access';
import type { FieldError } from '#platform/errors.ts';
import { isUuid } from '#platform/ids.ts';
import { problemsOfSchema } from './data-schema/data-validator.ts';
import type { NewService, Service, ServiceChanges, ServiceField, ServiceScope } from './services.types.ts';

/** What a service may be allowed to see of a profile. */
export const serviceFields = [
  'email',
  'username',
  'first_name',
  'last_name',
  'phone',
  'external_id',
  'created_at',
] as const satisfies readonly ServiceField[];

const seenByDefault: ServiceField[] = ['email', 'username', 'first_name', 'last_name'];

const maxAudienceLength = 500;
const maxScopes = 200;
const maxScopeLength = 100;
const maxWords = 200;
const maxLevels = 50;
const lifetime = { min: 30, max: 86_400 };

/**
 * Letters of any script, digits and plain punctuation. No colon and no slash: a name cannot look like an
 * audience.
 */
const namePattern = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} .,&()_'-]{0,98}[\p{L}\p{M}\p{N}.)])?$/u;
/** RFC 3986 without `#`: RFC 8707 section 2 wants an absolute URI without fragment. */
const audiencePattern = /^[a-z][a-z0-9+.-]*:(?:[A-Za-z0-9\-._~:/?[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/;
/** RFC 6749 section 3.3. */
const scopeWord = /^[\x21\x23-\x5b\x5d-\x7e]+$/;
/** A word that programs compare. */
const levelPattern = /^[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,48}[A-Za-z0-9])?$/;
/** What these mean is for OpenID Connect (Core section 5.4 and 11) and Ostiary to say. */
const reservedScopes: ReadonlySet<string> = new Set([
  ...['openid', 'profile', 'email', 'address', 'phone', 'offline_access', 'permissions'],
]);

/** The name as it is kept. */
function readName(name: string): string {
  return name.normalize('NFKC').trim();
}

function field(path: string, message: string | false | undefined): FieldError[] {
  return message === undefined || message === false ? [] : [{ path, message }];
}

function describeAudience(audience: string): FieldError[] {
  const authority = /^[^:]*:\/\/([^/?]*)/.exec(audience)?.[1];
  const hasUser = authority?.includes('@') === true;
  const isGood = audience.length <= maxAudienceLength && audiencePattern.test(audience) && authority !== '';
  const message = `Write an absolute URI without fragment, such as https://api.example.org, of at most ${String(maxAudienceLength)} characters.`;
  return field('audience', (!isGood || hasUser || !URL.canParse(audience)) && message);
}

function problemOfScope({ name, description }: ServiceScope): string | undefined {
  if (name.length > maxScopeLength || !scopeWord.test(name)) {
    return `Use a word of at most ${String(maxScopeLength)} printable characters, without space, " and \\.`;
  }
  if (reservedScopes.has(name)) return 'This scope has a meaning of its own already.';
  const isPlain = description.length <= maxWords && !/[\p{C}\p{Zl}\p{Zp}]/u.test(description);
  return isPlain ? undefined : `Describe it in at most ${String(maxWords)} visible characters.`;
}

function describeScopes(scopes: readonly ServiceScope[]): FieldError[] {
  if (scopes.length > maxScopes) return field('scopes', `Give at most ${String(maxScopes)}.`);
  return scopes.flatMap((scope, index) => {
    const isRepeated = scopes.findIndex(({ name }) => name === scope.name) < index;
    return field(`scopes.${String(index)}`, isRepeated ? 'This is here twice.' : problemOfScope(scope));
  });
}

function describeLevels(levels: readonly string[]): FieldError[] {
  if (levels.length > maxLevels) return field('access_levels', `Give at most ${String(maxLevels)}.`);
  return levels.flatMap((level, index) => {
    const isRepeated = levels.indexOf(level) < index;
    const problem =
      !levelPattern.test(level) &&
      'Use 1 to 50 letters, digits, dots, hyphens and underscores, with a letter or digit at both ends.';
    return field(`access_levels.${String(index)}`, isRepeated ? 'This is here twice.' : problem);
  });
}

/** Everything that is wrong with a service as it is or would become; empty when it is good. */
export function describeService(service: Service): FieldError[] {
  const { name, description, audience, scopes, accessTokenSeconds: seconds } = service;
  const isNamed = namePattern.test(name) && !isUuid(name.toLowerCase());
  const isLifetime =
    seconds === null || (Number.isInteger(seconds) && seconds >= lifetime.min && seconds <= lifetime.max);
  return [
    ...field('name', !isNamed && 'Use 1 to 100 letters, digits, spaces and plain punctuation.'),
    ...describeDescription(description),
    ...describeAudience(audience),
    ...describeScopes(scopes),
    ...describeLevels(service.accessLevels),
    ...(service.dataSchema ? problemsOfSchema(service.dataSchema) : []),
    ...field(
      'access_token_seconds',
      !isLifetime && `Use a whole number of seconds from ${String(lifetime.min)} to ${String(lifetime.max)}.`,
    ),
  ];
}

/** Each once, in the order of the catalogue. */
function readFields(fields: readonly ServiceField[]): ServiceField[] {
  return serviceFields.filter((name) => fields.includes(name));
}

/** `now` in epoch milliseconds. */
export function buildService(input: NewService, { id, now }: { id: string; now: number }): Service {
  const { name, audience, description = '', scopes = [], tokenFormat = 'jwt' } = input;
  const { accessTokenSeconds = null, entry = 'everyone', accessLevels = [], dataSchema = null } = input;
  const fields = readFields(input.fields ?? seenByDefault);
  const own = { name: readName(name), description, audience, scopes, tokenFormat, accessTokenSeconds };
  const people = { entry, accessLevels, fields, dataSchema };
  return { id, ...own, ...people, createdAt: now, updatedAt: now, version: 1 };
}

/** What is not given stays. It becomes the next version. */
export function mergeService(before: Service, changes: ServiceChanges, now: number): Service {
  const { name = before.name, description = before.description, scopes = before.scopes } = changes;
  const { tokenFormat = before.tokenFormat, accessTokenSeconds = before.accessTokenSeconds } = changes;
  const { entry = before.entry, accessLevels = before.accessLevels } = changes;
  const { fields = before.fields, dataSchema = before.dataSchema } = changes;
  return {
    ...before,
    ...{ name: readName(name), description, scopes, tokenFormat, accessTokenSeconds },
    ...{ entry, accessLevels, fields: readFields(fields), dataSchema },
    updatedAt: now,
    version: before.version + 1,
  };
}

const wireNames = {
  name: 'name',
  description: 'description',
  scopes: 'scopes',
  tokenFormat: 'token_format',
  accessTokenSeconds: 'access_token_seconds',
  entry: 'entry',
  accessLevels: 'access_levels',
  fields: 'fields',
  dataSchema: 'data_schema',
} as const satisfies Partial<Record<keyof Service, string>>;

/** Wire names of the fields that differ, for the audit log and client services. */
export function changedFields(before: Service, after: Service): string[] {
  const fields = Object.keys(wireNames) as (keyof typeof wireNames)[];
  return fields
    .filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
    .map((name) => wireNames[name]);
}
