import { isAppError } from '#platform/errors.ts';
import type { Claims } from '#modules/keys';
import type { NewUser } from '#modules/users';
import type { OldTokens } from '../old-tokens/old-tokens.ts';
import { externalIdOf } from '../old-tokens/old-tokens.ts';
import { idText } from '../old-tokens/old-token.rules.ts';
import type { PredecessorDeps } from '../predecessor.deps.ts';
import {
  accessOf,
  claimsWithin,
  isSomebodyElse,
  newcomerOf,
  readDetails,
  type Details,
} from './answers.rules.ts';
import { askToSignIn, askWhoItIs } from './old-service.ts';

export type Vouched =
  | { kind: 'yes'; newcomer: NewUser & { externalId: string }; joinedAt: number | undefined }
  | { kind: 'no'; reason: string }
  | { kind: 'nothing'; reason: string };

type Stopped = Exclude<Vouched, { kind: 'yes' }>;

const malformed: Stopped = { kind: 'nothing', reason: 'malformed' };

/** With the key, the token must be what it claims to be; without it, the connection is what vouches for it. */
function claimsOf(
  deps: PredecessorDeps,
  oldTokens: OldTokens,
  access: string,
): { claims?: Claims } | undefined {
  if (deps.config.key === null) return { ...spread(claimsWithin(access)) };
  try {
    const claims = oldTokens.read(access, 'access');
    return claims && { claims };
  } catch (error) {
    if (isAppError(error)) return undefined;
    throw error;
  }
}

function spread(claims: Claims | undefined): { claims?: Claims } {
  return claims ? { claims } : {};
}

async function describe(deps: PredecessorDeps, access: string): Promise<Details | Stopped | undefined> {
  const { userUrl } = deps.config;
  if (userUrl === null) return undefined;
  const said = await askWhoItIs(deps, userUrl, access);
  if (said.kind === 'nothing') return said;
  // It has just let them in: what it says of its own token says nothing of the password.
  if (said.kind === 'no') return { kind: 'nothing', reason: 'user_refused' };
  return readDetails(said.body, deps.clock.nowMs());
}

/** Asks for a sign-in, and who it is. */
export async function vouch(
  deps: PredecessorDeps,
  oldTokens: OldTokens,
  { url, login, password }: { url: string; login: string; password: string },
): Promise<Vouched> {
  const said = await askToSignIn(deps, url, { login: login.trim(), password });
  if (said.kind === 'no') return { kind: 'no', reason: 'refused' };
  if (said.kind === 'nothing') return said;
  const access = accessOf(said.body);
  const token = access === undefined ? undefined : claimsOf(deps, oldTokens, access);
  if (access === undefined || !token) return malformed;
  const details = await describe(deps, access);
  if (details && 'kind' in details) return details;
  const id = idText(token.claims?.[deps.config.userIdClaim]);
  const asked = { id, login, field: deps.config.loginField };
  if (details && isSomebodyElse(asked, details)) return { kind: 'nothing', reason: 'other_user' };
  if (details?.isActive === false) return { kind: 'no', reason: 'inactive' };
  const subject = id ?? details?.id;
  const externalId = subject === undefined ? undefined : externalIdOf(deps, subject);
  if (externalId === undefined) return malformed;
  const newcomer = { ...newcomerOf({ ...asked, externalId }, details), externalId };
  return { kind: 'yes', newcomer, joinedAt: details?.joinedAt };
}
