import type { Introspector } from '../introspection/introspector.ts';
import type { Introspection } from '../ostiary.types.ts';
import type { Revocations } from '../revocations/revocations.ts';
import type { Now } from '../types.ts';
import type { AccessTokenClaims } from '../wire.ts';
import { refused, stale, unavailable, type GoodToken, type Refusal } from './subjects.ts';

export interface JudgeDeps {
  revocations: Revocations;
  introspector: Introspector;
  audience: string;
  whenSilent: 'introspect' | 'refuse';
  /** Whether what the feed told may be relied on. */
  isFresh(now: number): boolean;
  now: Now;
}

export type Judgement = { isGood: true; token: GoodToken } | { isGood: false; refusal: Refusal };

/** Whether a token is good at this moment, beyond what its signature says. */
export interface Judge {
  /** One that was verified here. */
  ofVerified(token: string, claims: AccessTokenClaims): Judgement | Promise<Judgement>;
  /** One that only Ostiary can read. */
  ofOpaque(token: string): Promise<Judgement>;
}

function no(refusal: Refusal): Judgement {
  return { isGood: false, refusal };
}

const revokedNow = no(refused('token_revoked', 'Ostiary says that it is no longer good.'));
const unknown = no(refused('token_invalid', 'Ostiary does not know it, or it is no longer good.'));
const nobodys = no(refused('token_invalid', 'It speaks for nobody.'));
const anothers = no(refused('token_wrong_audience', 'It is for another service.'));

function isFor(audience: string, { aud }: Partial<AccessTokenClaims>): boolean {
  return aud === undefined || aud === audience || (Array.isArray(aud) && aud.includes(audience));
}

export function createJudge(deps: JudgeDeps): Judge {
  const { revocations, introspector, audience, isFresh, now } = deps;

  async function ask(token: string): Promise<{ said: Introspection } | { refusal: Refusal }> {
    try {
      return { said: await introspector.find(token) };
    } catch (thrown) {
      return { refusal: unavailable(thrown) };
    }
  }

  const source = (): GoodToken['source'] => (isFresh(now()) ? 'server' : 'server_alone');

  async function askAbout(token: string, claims: AccessTokenClaims): Promise<Judgement> {
    const answer = await ask(token);
    if ('refusal' in answer) return no(answer.refusal);
    const { said } = answer;
    if (!said.active || (said.sub !== undefined && said.sub !== claims.sub)) return revokedNow;
    const current = { ...claims, ...said, sub: claims.sub };
    return { isGood: true, token: { claims: current, accessToken: claims, source: source() } };
  }

  return {
    ofVerified(token, claims) {
      const denial = revocations.findDenial(claims);
      if (denial) return no(refused(denial.code, denial.reason));
      const at = now();
      const isCurrent = isFresh(at);
      if (isCurrent && revocations.covers(claims.iat, at)) {
        return { isGood: true, token: { claims, accessToken: claims, source: 'token' } };
      }
      return isCurrent || deps.whenSilent === 'introspect' ? askAbout(token, claims) : no(stale);
    },
    async ofOpaque(token) {
      const answer = await ask(token);
      if ('refusal' in answer) return no(answer.refusal);
      const { said } = answer;
      if (!said.active) return unknown;
      const { sub } = said;
      if (sub === undefined || sub === '') return nobodys;
      if (!isFor(audience, said)) return anothers;
      const denial = revocations.findDenial(said);
      if (denial) return no(refused(denial.code, denial.reason));
      return { isGood: true, token: { claims: { ...said, sub }, accessToken: null, source: source() } };
    },
  };
}
