import { deviceGrant, problemOfRedirectUri } from '#modules/applications';
import { isReadableHash } from '#modules/passwords';
import type { ConflictCode } from '../conflicts.ts';

/** Something that is not as it was. */
export interface Loss {
  code: ConflictCode;
  path: string;
  message: string;
}

const codeGrants = ['authorization_code', 'refresh_token'];

const instead =
  'Give it another grant, such as authorization_code with PKCE, when its client is ready for it.';

export interface GrantReading {
  grants: string[];
  loss?: string;
}

/** What a grant type of django-oauth-toolkit becomes. Those that RFC 9700 forbids become none. */
export function readGrant(grant: string, clientType: string): GrantReading {
  switch (grant) {
    case 'authorization-code':
      return { grants: codeGrants };
    case 'openid-hybrid':
      return { grants: codeGrants, loss: 'Of the hybrid flow the authorization code remains.' };
    case 'client-credentials':
      return clientType === 'confidential'
        ? { grants: ['client_credentials'] }
        : { grants: [], loss: 'A public client gets no tokens for itself: it is brought without a grant.' };
    case deviceGrant:
      return { grants: [deviceGrant, 'refresh_token'] };
    case 'implicit':
    case 'password':
      return {
        grants: [],
        loss: `The ${grant} grant is none of Ostiary’s: it is brought without one. ${instead}`,
      };
    default:
      return {
        grants: [],
        loss: `Nothing is known of this grant type: it is brought without one. ${instead}`,
      };
  }
}

export interface AddressReading {
  kind: 'web' | 'native';
  uris: string[];
  losses: Loss[];
}

function isWeb(uri: string): boolean {
  return /^https?:/i.test(uri);
}

/** Addresses are separated by spaces there. What is not acceptable is left out, and told. */
export function readRedirectUris(text: string): AddressReading {
  const listed = [...new Set(text.split(/\s+/).filter((uri) => uri !== ''))];
  const kind = listed.every(isWeb) ? 'web' : 'native';
  const losses: Loss[] = [];
  const uris = listed.filter((uri) => {
    const problem = problemOfRedirectUri(uri, kind);
    if (problem !== undefined)
      losses.push({ code: 'redirect_uri', path: 'redirect_uris', message: `${uri} is left out. ${problem}` });
    return problem === undefined;
  });
  return { kind, uris, losses };
}

/** Addresses of other lists, and what is wrong with one of them. */
export function readAddresses(
  path: string,
  text: string,
  problemOf: (uri: string) => string | undefined,
): { uris: string[]; losses: Loss[] } {
  const listed = [...new Set(text.split(/\s+/).filter((uri) => uri !== ''))];
  const bad = listed.filter((uri) => problemOf(uri) !== undefined);
  return {
    uris: listed.filter((uri) => !bad.includes(uri)),
    losses: bad.map((uri) => ({
      code: 'redirect_uri',
      path,
      message: `${uri} is left out. ${problemOf(uri) ?? ''}`,
    })),
  };
}

/**
 * A secret: in clear until version 2 of django-oauth-toolkit, from then on a hash of Django's, unless the application
 * says otherwise (`hash_client_secret`). `isHashed` is null where no column says so.
 */
export function readSecret(
  secret: string,
  isHashed: boolean | null,
): { secret?: { secret: string } | { secret_hash: string }; loss?: Loss } {
  if (secret === '') return {};
  const looksHashed = /^[a-z0-9_]+\$.+\$/.test(secret);
  if (isHashed !== false && looksHashed && isReadableHash(secret)) return { secret: { secret_hash: secret } };
  if (isHashed !== false && looksHashed) {
    const message = 'The hash of the secret cannot be verified: a new secret is needed.';
    return { loss: { code: 'secret', path: 'client_secret', message } };
  }
  return { secret: { secret } };
}
