import type { Json, JsonObject } from '../../output.ts';
import { quoted, type Row } from '../database/django-database.ts';
import { flagOf, textOf, timeOf } from '../values.rules.ts';
import { readAddresses, readGrant, readRedirectUris, readSecret, type Loss } from './applications.rules.ts';
import { problemOfOrigin, problemOfRedirectUri } from '#modules/applications';
import { lineOf, personOf, type Line, type Reading } from './reading.ts';

/** What every client may ask for. */
export const standardScopes = ['openid', 'profile', 'email', 'offline_access'];

const maxName = 100;

/** Columns that later versions of django-oauth-toolkit added are taken where they are. */
const columns = [
  ...['id', 'client_id', 'name', 'client_type', 'client_secret', 'authorization_grant_type'],
  ...['redirect_uris', 'user_id', 'skip_authorization', 'algorithm', 'created'],
  ...['hash_client_secret', 'post_logout_redirect_uris', 'allowed_origins'],
];

function nameOf(row: Row): { name: string; losses: Loss[] } {
  const [name, clientId] = [textOf(row['name']), textOf(row['client_id'])];
  if ([...name].length <= maxName) return { name: name || clientId.slice(0, maxName), losses: [] };
  const message = `The name is longer than ${String(maxName)} characters: the client id stands for it.`;
  return { name: clientId.slice(0, maxName), losses: [{ code: 'application_name', path: 'name', message }] };
}

function grantsOf(
  row: Row,
  clientType: string,
  uris: readonly string[],
): { grants: string[]; losses: Loss[] } {
  const path = 'authorization_grant_type';
  const { grants, loss } = readGrant(textOf(row[path]), clientType);
  const losses: Loss[] = loss === undefined ? [] : [{ code: 'grant', path, message: loss }];
  if (!grants.includes('authorization_code') || uris.length > 0) return { grants, losses };
  const message = 'No redirect URI is left: it is brought without a grant.';
  return { grants: [], losses: [...losses, { code: 'grant', path, message }] };
}

function secretsOf(row: Row, clientType: string): { secrets: Json[]; losses: Loss[] } {
  // Theirs proves nothing, and is not asked for.
  if (clientType === 'public') return { secrets: [], losses: [] };
  const isHashed = row['hash_client_secret'] === undefined ? null : flagOf(row['hash_client_secret']);
  const { secret, loss } = readSecret(textOf(row['client_secret']), isHashed);
  return { secrets: secret ? [secret] : [], losses: loss ? [loss] : [] };
}

function signingLosses(row: Row): Loss[] {
  if (textOf(row['algorithm']) !== 'HS256') return [];
  const message =
    'ID tokens are not signed with the client’s secret (HS256) but with a key that is published.';
  return [{ code: 'signing', path: 'algorithm', message }];
}

function readApplication(reading: Reading, row: Row): { object: JsonObject; losses: Loss[] } {
  const clientType = textOf(row['client_type']) === 'public' ? 'public' : 'confidential';
  const { name, losses: ofName } = nameOf(row);
  const { kind, uris, losses: ofUris } = readRedirectUris(textOf(row['redirect_uris']));
  const { grants, losses: ofGrants } = grantsOf(row, clientType, uris);
  const { secrets, losses: ofSecrets } = secretsOf(row, clientType);
  const after = readAddresses('post_logout_redirect_uris', textOf(row['post_logout_redirect_uris']), (uri) =>
    problemOfRedirectUri(uri, kind),
  );
  const origins = readAddresses('allowed_origins', textOf(row['allowed_origins']), problemOfOrigin);
  const object = lineOf({
    type: 'application',
    client_id: textOf(row['client_id']),
    name,
    client_type: clientType,
    application_type: kind,
    grant_types: grants,
    redirect_uris: uris,
    post_logout_redirect_uris: after.uris.length > 0 ? after.uris : undefined,
    allowed_origins: origins.uris.length > 0 ? origins.uris : undefined,
    scopes: [...standardScopes, ...reading.scopes],
    is_first_party: flagOf(row['skip_authorization']),
    owner: row['user_id'] === null ? null : personOf(reading, row['user_id']),
    created_at: timeOf(row['created']),
    secrets: secrets.length > 0 ? secrets : undefined,
  });
  const losses = [
    ...[ofName, ofUris, ofGrants, ofSecrets, after.losses, origins.losses, signingLosses(row)].flat(),
  ];
  return { object, losses };
}

/** Clients by their keys, for the tokens that name them. */
export type Clients = Map<string, string>;

/** OAuth clients; what is read is put into `clients`, too. */
export async function* applicationLines(reading: Reading, clients: Clients): AsyncGenerator<Line> {
  const { db, layout, conflicts } = reading;
  const { applications: table } = layout;
  if (table === null) return;
  const there = new Set((await db.columns(table)).map(({ name }) => name));
  const list = columns.filter((name) => there.has(name)).map(quoted);
  for (const row of await db.rows(`select ${list.join(', ')} from ${quoted(table)} order by "id"`)) {
    const from = { table, key: textOf(row['id']) };
    const { object, losses } = readApplication(reading, row);
    for (const loss of losses) conflicts.add(from, loss);
    clients.set(from.key, textOf(row['client_id']));
    yield { object, from };
  }
}
