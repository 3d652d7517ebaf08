import type { AuthenticationChain, Verdict } from '../authentication/chain.ts';
import type { GuardDecision, ServiceShape } from '../types.ts';
import { answerOf, type ErrorForm, type RefusalAnswer } from './refusal-answer.ts';

interface Wording<S extends ServiceShape> {
  chain: AuthenticationChain<S>;
  errors: ErrorForm;
  retryAfterSeconds: number;
}

export interface RefusalWords<S extends ServiceShape> {
  /** 401, 503 where nobody can say now, 403 where the page that sent it is the trouble. */
  ofCredential(refusal: Extract<Verdict<S>, { outcome: 'refused' }>): RefusalAnswer;
  /** Undefined for one that allows. */
  ofDecision(decision: GuardDecision): RefusalAnswer | undefined;
}

/** Turns refusals into answers, with the headers that belong to them. */
export function refusalWords<S extends ServiceShape>({
  chain,
  errors,
  retryAfterSeconds,
}: Wording<S>): RefusalWords<S> {
  return {
    ofCredential(refusal) {
      const { code, reason, isUnavailable } = refusal;
      if (isUnavailable === true) {
        const headers = { 'retry-after': String(retryAfterSeconds) };
        return answerOf(errors, { status: 503, code, reason, headers });
      }
      if (code === 'csrf_failed') return answerOf(errors, { status: 403, code, reason });
      const headers = { 'www-authenticate': chain.challengeAfter(refusal) };
      return answerOf(errors, { status: 401, code, reason, headers });
    },
    ofDecision(decision) {
      if (decision.isAllowed) return undefined;
      const { status, code, reason } = decision;
      const challenge = status === 401 ? chain.challengeFor(decision) : chain.challengeForScope(decision);
      const headers = challenge === undefined ? {} : { 'www-authenticate': challenge };
      return answerOf(errors, { status, code, reason, headers });
    },
  };
}
