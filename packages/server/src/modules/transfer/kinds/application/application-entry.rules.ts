import {
  deviceGrant,
  exchangeGrant,
  type ApplicationGrant,
  type ImportedApplication,
  type ImportedSecret,
} from '#modules/applications';
import {
  flag,
  given,
  levelOrNull,
  objectOrNull,
  oneOf,
  readFields,
  text,
  textOrNull,
  texts,
  time,
  type FieldReader,
} from '../../records/fields.rules.ts';
import type { EntryProblem } from '../../records/records.types.ts';
import { readKeyedHash } from '../keyed-hash.rules.ts';
import type { Reading } from '../kind.types.ts';
import { userReferenceOrNull, type UserReference } from '../user-reference.rules.ts';

export interface ApplicationEntry {
  kind: 'application';
  application: ImportedApplication;
  /** For each secret, under which server secret its hash was made; null when that does not matter. */
  keyIds: (string | null)[];
  /** Absent: stays. */
  owner?: UserReference | null;
}

const grants: readonly ApplicationGrant[] = [
  'authorization_code',
  'refresh_token',
  'client_credentials',
  deviceGrant,
  exchangeGrant,
];

/** Of another system, or one that says which server secret it was made under. */
const secretHash: FieldReader<string> = (value) => {
  const read = text(value);
  const isBare = 'value' in read && !read.value.includes('$');
  return isBare ? { message: 'Must be a hash of Django, or as an export writes it.' } : read;
};

const secretFields = {
  secret: text,
  secret_hash: secretHash,
  hint: text,
  created_at: time,
  expires_at: time,
};

const grantTypes: FieldReader<ApplicationGrant[]> = (value) => {
  const listed = texts(value);
  if ('message' in listed) return listed;
  const known = listed.value.flatMap((name) => grants.find((grant) => grant === name) ?? []);
  return known.length === listed.value.length ? { value: known } : { message: `Use ${grants.join(', ')}.` };
};

const jwks: FieldReader<{ keys: Record<string, unknown>[] } | null> = (value) => {
  const read = objectOrNull(value);
  if ('message' in read || read.value === null) return read as { message: string } | { value: null };
  const { keys } = read.value;
  const areObjects = Array.isArray(keys) && keys.every((key) => typeof key === 'object' && key !== null);
  return areObjects
    ? { value: { keys: keys as Record<string, unknown>[] } }
    : { message: 'Must be a JWK set.' };
};

const list: FieldReader<unknown[]> = (value) =>
  Array.isArray(value) ? { value } : { message: 'Must be a list.' };

const applicationFields = {
  type: text,
  client_id: text,
  name: text,
  client_type: oneOf('confidential', 'public'),
  authentication: oneOf('client_secret', 'private_key_jwt', 'none'),
  application_type: oneOf('web', 'native'),
  grant_types: grantTypes,
  redirect_uris: texts,
  post_logout_redirect_uris: texts,
  allowed_origins: texts,
  scopes: texts,
  jwks,
  jwks_uri: textOrNull,
  access_token_seconds: levelOrNull,
  refresh_token_seconds: levelOrNull,
  backchannel_logout_uri: textOrNull,
  logo_uri: textOrNull,
  client_uri: textOrNull,
  policy_uri: textOrNull,
  tos_uri: textOrNull,
  is_first_party: flag,
  may_impersonate: flag,
  is_active: flag,
  metadata: objectOrNull,
  owner: userReferenceOrNull,
  created_at: time,
  secrets: list,
};

interface ReadSecret {
  secret: ImportedSecret;
  keyId: string | null;
}

function readSecret(value: unknown, path: string, problems: EntryProblem[]): ReadSecret {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.push({ code: 'request.invalid', path, message: 'Must be an object.' });
    return { secret: {}, keyId: null };
  }
  const wrong: EntryProblem[] = [];
  const fields = readFields(secretFields, value as Record<string, unknown>, wrong);
  problems.push(...wrong.map((problem) => ({ ...problem, path: `${path}.${problem.path}` })));
  const { secret, secret_hash: hash, hint, created_at: createdAt, expires_at: expiresAt } = fields;
  const keyed = hash === undefined ? undefined : readKeyedHash(hash);
  return {
    keyId: keyed?.keyId ?? null,
    secret: given({ secret, hash: keyed?.hash ?? hash, hint, createdAt, expiresAt }),
  };
}

type Read = ReturnType<typeof readFields<typeof applicationFields>>;

function fieldsOf(read: Read): ImportedApplication['fields'] {
  return given({
    name: read.name,
    clientType: read.client_type,
    authentication: read.authentication,
    kind: read.application_type,
    grants: read.grant_types,
    redirectUris: read.redirect_uris,
    postLogoutRedirectUris: read.post_logout_redirect_uris,
    allowedOrigins: read.allowed_origins,
    scopes: read.scopes,
    jwks: read.jwks,
    jwksUri: read.jwks_uri,
    accessTokenSeconds: read.access_token_seconds,
    refreshTokenSeconds: read.refresh_token_seconds,
    backchannelLogoutUri: read.backchannel_logout_uri,
    logoUri: read.logo_uri,
    homepageUri: read.client_uri,
    policyUri: read.policy_uri,
    termsUri: read.tos_uri,
    isFirstParty: read.is_first_party,
    mayImpersonate: read.may_impersonate,
    isActive: read.is_active,
    metadata: read.metadata ?? undefined,
  });
}

/** Reads a line that is about an OAuth client; whether it may be so is judged by the module of applications. */
export function readApplication(object: Record<string, unknown>): Reading<ApplicationEntry> {
  const problems: EntryProblem[] = [];
  const read = readFields(applicationFields, object, problems);
  const secrets = (read.secrets ?? []).map((value, index) =>
    readSecret(value, `secrets.${String(index)}`, problems),
  );
  const { client_id: clientId, created_at: createdAt, owner } = read;
  if (clientId === undefined && problems.length === 0) {
    problems.push({ code: 'request.invalid', path: 'client_id', message: 'A client id is required.' });
  }
  if (clientId === undefined || problems.length > 0) return { problems };
  const application: ImportedApplication = {
    ...{ clientId, fields: fieldsOf(read), secrets: secrets.map(({ secret }) => secret) },
    ...(createdAt !== undefined && { createdAt }),
  };
  const keyIds = secrets.map(({ keyId }) => keyId);
  return { entry: { kind: 'application', application, keyIds, ...given({ owner }) } };
}
