import type { FieldError } from '#platform/errors.ts';
import { deviceGrant, exchangeGrant } from '../applications.types.ts';
import type { Application } from '../applications.types.ts';
import { describeJwks } from './jwks.rules.ts';
import { problemOfCalledUri, problemOfOrigin, problemOfRedirectUri, problemOfShownUri } from './uri.rules.ts';

export interface ApplicationRules {
  /** Then Ostiary calls nobody by plain http, not even on its own machine. */
  isProduction: boolean;
}

const day = 86_400;
const accessSeconds = { min: 30, max: day };
const refreshSeconds = { min: 60, max: 365 * day };
const maxUris = 50;
const maxScopes = 200;
const maxScopeLength = 100;
const maxMetadataLength = 16_000;
/** RFC 6749 section 3.3. */
const scopeWord = /^[\x21\x23-\x5b\x5d-\x7e]+$/;
/** Controls, what shows as nothing, what turns the direction of writing: in no name that people must trust. */
const invisible = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;
const secretMetadata = ['client_secret', 'registration_access_token'];

/** The name as it is kept. */
export function readName(name: string): string {
  return name.normalize('NFC').trim();
}

function field(path: string, message: string | false | undefined): FieldError[] {
  return message === undefined || message === false ? [] : [{ path, message }];
}

interface ListRules {
  max: number;
  problemOf(item: string): string | undefined;
}

function describeList(path: string, items: readonly string[], { max, problemOf }: ListRules): FieldError[] {
  if (items.length > max) return field(path, `Give at most ${String(max)}.`);
  return items.flatMap((item, index) => {
    const isRepeated = items.indexOf(item) < index;
    return field(`${path}.${String(index)}`, isRepeated ? 'This is here twice.' : problemOf(item));
  });
}

function describeName(name: string): FieldError[] {
  const length = [...name].length;
  const isGood = length >= 1 && length <= 100 && !invisible.test(name) && name === readName(name);
  return field('name', !isGood && 'Use 1 to 100 visible characters.');
}

function describeScopes({ scopes, isFirstParty }: Application): FieldError[] {
  const problemOf = (scope: string): string | undefined => {
    if (scope.length > maxScopeLength || !scopeWord.test(scope)) {
      return `Use words of at most ${String(maxScopeLength)} printable characters, without space, " and \\.`;
    }
    if (scope !== 'permissions' || isFirstParty) return undefined;
    return 'Only a first-party application may ask for permissions.';
  };
  return describeList('scopes', scopes, { max: maxScopes, problemOf });
}

/** RFC 6749 section 2.1: only who can keep a secret proves who they are, and only they act for themselves. */
function describeClientType(application: Application): FieldError[] {
  const { clientType, authentication, grants, jwks, jwksUri } = application;
  const isPublic = clientType === 'public';
  const hasKeys = jwks !== null || jwksUri !== null;
  return [
    ...field(
      'authentication',
      isPublic && authentication !== 'none' && 'A public client proves itself by none.',
    ),
    ...field(
      'authentication',
      !isPublic && authentication === 'none' && 'A confidential client proves who it is.',
    ),
    ...field(
      'jwks',
      authentication === 'private_key_jwt' && !hasKeys && 'Give its public keys, or jwks_uri.',
    ),
    ...field('jwks_uri', jwks !== null && jwksUri !== null && 'Give either jwks or jwks_uri.'),
    ...grants.flatMap((grant, index) => {
      const isOwn = grant === 'client_credentials' || grant === exchangeGrant;
      return field(
        `grant_types.${String(index)}`,
        isPublic && isOwn && 'This grant is for confidential clients.',
      );
    }),
  ];
}

function describeGrants({ grants, redirectUris }: Application): FieldError[] {
  const isInteractive = grants.includes('authorization_code') || grants.includes(deviceGrant);
  const needsUri = grants.includes('authorization_code') && redirectUris.length === 0;
  const isLonely = grants.includes('refresh_token') && !isInteractive;
  return [
    ...describeList('grant_types', grants, { max: 5, problemOf: () => undefined }),
    ...field('grant_types', isLonely && 'refresh_token goes with authorization_code or device_code.'),
    ...field('redirect_uris', needsUri && 'The grant authorization_code needs at least one.'),
  ];
}

function describeUris(application: Application, { isProduction }: ApplicationRules): FieldError[] {
  const { kind } = application;
  const redirects = { max: maxUris, problemOf: (uri: string) => problemOfRedirectUri(uri, kind) };
  const called = (uri: string): string | undefined => problemOfCalledUri(uri, isProduction);
  const single: [path: string, uri: string | null, problemOf: (uri: string) => string | undefined][] = [
    ['jwks_uri', application.jwksUri, called],
    ['backchannel_logout_uri', application.backchannelLogoutUri, called],
    ['logo_uri', application.logoUri, problemOfShownUri],
    ['client_uri', application.homepageUri, problemOfShownUri],
    ['policy_uri', application.policyUri, problemOfShownUri],
    ['tos_uri', application.termsUri, problemOfShownUri],
  ];
  return [
    ...describeList('redirect_uris', application.redirectUris, redirects),
    ...describeList('post_logout_redirect_uris', application.postLogoutRedirectUris, redirects),
    ...describeList('allowed_origins', application.allowedOrigins, {
      max: maxUris,
      problemOf: problemOfOrigin,
    }),
    ...single.flatMap(([path, uri, problemOf]) => (uri === null ? [] : field(path, problemOf(uri)))),
  ];
}

function describeLifetime(
  path: string,
  seconds: number | null,
  { min, max }: { min: number; max: number },
): FieldError[] {
  const isGood = seconds === null || (Number.isInteger(seconds) && seconds >= min && seconds <= max);
  return field(path, !isGood && `Use a whole number of seconds from ${String(min)} to ${String(max)}.`);
}

function describeMetadata(metadata: Record<string, unknown>): FieldError[] {
  const isGood = JSON.stringify(metadata).length <= maxMetadataLength;
  const hasSecret = secretMetadata.some((name) => Object.hasOwn(metadata, name));
  return [
    ...field('metadata', !isGood && `Use at most ${String(maxMetadataLength)} characters of JSON.`),
    ...field('metadata', hasSecret && 'Secrets are not metadata.'),
  ];
}

/** Everything that is wrong with an application as it is or would become; empty when it is good. */
export function describeApplication(application: Application, rules: ApplicationRules): FieldError[] {
  return [
    ...describeName(application.name),
    ...describeClientType(application),
    ...describeGrants(application),
    ...describeUris(application, rules),
    ...describeScopes(application),
    ...describeJwks(application.jwks),
    ...describeLifetime('access_token_seconds', application.accessTokenSeconds, accessSeconds),
    ...describeLifetime('refresh_token_seconds', application.refreshTokenSeconds, refreshSeconds),
    ...describeMetadata(application.metadata),
  ];
}
