import type { Claims } from '#modules/keys';
import type { Service } from '#modules/services';
import { epochSeconds } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import type { TokenDeps } from '../tokens.deps.ts';
import {
  findClaimsProblem,
  isForService,
  kindOf,
  textClaim,
  type ClaimsProblem,
  type SignedKind,
} from './claims.rules.ts';

/** An authentic token of ours whose time has not run out. Nothing is known yet of its session and user. */
export interface SignedToken {
  /** Undefined when our keys signed it for another purpose. */
  kind: SignedKind | undefined;
  claims: Claims;
  /** The service that it is addressed to; null for one for Ostiary itself. */
  service: Service | null;
}

/**
 * Whose tokens are taken: those for Ostiary itself alone, those for any registered service as well, or those that
 * this service may take.
 */
export type Addressees = 'own' | 'any' | Service;

export function audienceOf({ config }: Pick<TokenDeps, 'config'>): string {
  return config.audience ?? config.issuer;
}

/** Null for a token that no registered service but Ostiary is the audience of. */
async function addressedService(deps: TokenDeps, claims: Claims): Promise<Service | null> {
  const audience = textClaim(claims, 'aud');
  if (audience === undefined || audience === audienceOf(deps)) return null;
  return (await deps.services.findByAudience(audience)) ?? null;
}

function asError(problem: ClaimsProblem): AppError {
  if (problem === 'expired') return new AppError('tokens.expired');
  if (problem === 'no_id') return new AppError('tokens.no_id');
  if (problem === 'no_exp') return new AppError('tokens.invalid', { message: "Token has no 'exp' claim" });
  return new AppError('tokens.invalid');
}

/** Errors: `tokens.invalid`, also for a token of other addressees; `tokens.expired`, `tokens.no_id`. */
export async function readSignedToken(
  deps: TokenDeps,
  token: string,
  addressees: Addressees = 'own',
): Promise<SignedToken> {
  const { config } = deps;
  const reading = await deps.keys.read(token);
  if (!reading.isAuthentic) throw new AppError('tokens.invalid');
  const { claims } = reading;
  const service = addressees === 'own' ? null : await addressedService(deps, claims);
  const problem = findClaimsProblem(claims, {
    nowSeconds: epochSeconds(deps.clock.nowMs()),
    leewaySeconds: config.leewaySeconds,
    issuer: config.issuer,
    audience: service?.audience ?? audienceOf(deps),
    names: config.claims,
  });
  if (problem) throw asError(problem);
  if (typeof addressees === 'object') {
    const { aud, client_id: clientId } = claims;
    const names = { own: audienceOf(deps), service: addressees.audience };
    if (!isForService({ aud, clientId }, names)) throw new AppError('tokens.invalid');
  }
  return { kind: kindOf(config.claims, reading), claims, service };
}
