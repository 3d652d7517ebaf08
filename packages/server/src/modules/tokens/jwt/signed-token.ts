import type { Claims } from '#modules/keys';
import { epochSeconds } from '#platform/clock.ts';
import { AppError } from '#platform/errors.ts';
import type { TokenDeps } from '../tokens.deps.ts';
import { findClaimsProblem, kindOf, type ClaimsProblem, type SignedKind } from './claims.rules.ts';

/** An authentic token of ours whose time has not run out. Nothing is known yet of its session and user. */
export interface SignedToken {
  /** Undefined when our keys signed it for another purpose. */
  kind: SignedKind | undefined;
  claims: Claims;
}

export function audienceOf({ config }: TokenDeps): string {
  return config.audience ?? config.issuer;
}

function asError(problem: ClaimsProblem): AppError {
  if (problem === 'expired') return new AppError('tokens.expired');
  if (problem === 'no_id') return new AppError('tokens.no_id');
  if (problem === 'no_exp') return new AppError('tokens.invalid', { message: "Token has no 'exp' claim" });
  return new AppError('tokens.invalid');
}

/** Errors: `tokens.invalid`, `tokens.expired`, `tokens.no_id`. */
export async function readSignedToken(deps: TokenDeps, token: string): Promise<SignedToken> {
  const { config } = deps;
  const reading = await deps.keys.read(token);
  if (!reading.isAuthentic) throw new AppError('tokens.invalid');
  const problem = findClaimsProblem(reading.claims, {
    nowSeconds: epochSeconds(deps.clock.nowMs()),
    leewaySeconds: config.leewaySeconds,
    issuer: config.issuer,
    audience: audienceOf(deps),
    names: config.claims,
  });
  if (problem) throw asError(problem);
  return { kind: kindOf(config.claims, reading), claims: reading.claims };
}
