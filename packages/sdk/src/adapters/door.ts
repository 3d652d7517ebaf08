import { authenticationChain, type AuthenticationChain, type Verdict } from '../authentication/chain.ts';
import { isPromise } from '../authentication/is-promise.ts';
import { apiToken, bearer } from '../authentication/token-authenticator.ts';
import type { TokenResolver } from '../authentication/token-resolver.types.ts';
import { decide } from '../guards/decide.ts';
import type { Authenticator, Guard, GuardContext, ServiceShape, Subject } from '../types.ts';
import { DoorError, type ErrorForm, type RefusalAnswer } from './refusal-answer.ts';
import { refusalWords } from './refusal-words.ts';
import type { Visit } from './visit.ts';

export interface DoorOptions<S extends ServiceShape> {
  /** Tried in order. Default: `bearer(ostiary)` and `apiToken(ostiary)`. */
  authenticators?: readonly Authenticator<S>[];
  /** How refusals are written: `{ detail, code }` as Django REST Framework does, or problem+json. Default `detail`. */
  errors?: ErrorForm;
  /** `Retry-After` of a 503, where nobody can say whether a credential is good. Default 5. */
  retryAfterSeconds?: number;
}

/** Who a request speaks for, and what `WWW-Authenticate` says where that is nobody. */
export interface Identified<S extends ServiceShape> {
  subject: Subject<S> | null;
  challenge: string;
}

/** What the doors of all frameworks have in common. */
export interface Door<S extends ServiceShape> {
  readonly readsBody: boolean;
  /** What to answer instead; undefined for come in. At once where nothing has to be waited for. */
  enter(visit: Visit<S>, guard: Guard<S>): RefusalAnswer | undefined | Promise<RefusalAnswer | undefined>;
  /** Rejects with a DoorError. */
  check<T>(visit: Visit<S>, guard: Guard<S, T>, object: T): Promise<void>;
  /** Who it is, also on a route without a guard; null for nobody. Rejects with a DoorError for a bad credential. */
  identify(visit: Visit<S>): Promise<Subject<S> | null>;
  identified(visit: Visit<S>): Promise<Identified<S>>;
  /** Who it is, as a guard has found out. TypeError where none has. */
  subject(visit: Visit<S> | undefined): Subject<S> | null;
  /** The same for routes that nobody enters without signing in. TypeError where somebody did. */
  user(visit: Visit<S> | undefined): Subject<S>;
}

export function createDoor<S extends ServiceShape>(
  ostiary: TokenResolver<S>,
  options: DoorOptions<S> = {},
): Door<S> {
  const { authenticators = [bearer(ostiary), apiToken(ostiary)], errors = 'detail' } = options;
  const { retryAfterSeconds = 5 } = options;
  const chain = authenticationChain(authenticators);

  const words = refusalWords({ chain, errors, retryAfterSeconds });

  function judge<T>(
    guard: Guard<S, T>,
    context: GuardContext<S, T>,
    verdict: Verdict<S>,
  ): RefusalAnswer | undefined | Promise<RefusalAnswer | undefined> {
    if (verdict.outcome === 'refused') return words.ofCredential(verdict);
    const decision = decide(guard, context);
    return isPromise(decision) ? decision.then(words.ofDecision) : words.ofDecision(decision);
  }

  return {
    readsBody: chain.readsBody,
    enter(visit, guard) {
      const verdict = authenticateOnce(chain, visit);
      return isPromise(verdict)
        ? verdict.then((settled) => judge(guard, visit, settled))
        : judge(guard, visit, verdict);
    },
    async check(visit, guard, object) {
      const verdict = await authenticateOnce(chain, visit);
      const { subject, method, address, request } = visit;
      throwIfRefused(await judge(guard, { subject, method, address, request, object }, verdict));
    },
    async identify(visit) {
      const verdict = await authenticateOnce(chain, visit);
      if (verdict.outcome === 'refused') throwIfRefused(words.ofCredential(verdict));
      return entered(visit);
    },
    async identified(visit) {
      return { subject: await this.identify(visit), challenge: chain.challenge() };
    },
    subject(visit) {
      if (visit?.verdict === undefined || isPromise(visit.verdict)) {
        throw new TypeError('No guard has asked who it is: guard the route, or use `identify`.');
      }
      return entered(visit);
    },
    user(visit) {
      const subject = this.subject(visit);
      if (!subject)
        throw new TypeError('The guard of this route lets in people who are not signed in: use `subject`.');
      return subject;
    },
  };
}

/** However many guards a request passes. */
function authenticateOnce<S extends ServiceShape>(
  chain: AuthenticationChain<S>,
  visit: Visit<S>,
): Verdict<S> | Promise<Verdict<S>> {
  if (visit.verdict !== undefined) return visit.verdict;
  const verdict = chain.authenticate(visit);
  if (!isPromise(verdict)) return visit.keep(verdict);
  visit.verdict = verdict.then((settled) => visit.keep(settled));
  return visit.verdict;
}

function throwIfRefused(answer: RefusalAnswer | undefined): void {
  if (answer) throw new DoorError(answer);
}

/** Whoever may not enter counts as nobody, where a guard lets everybody in. */
function entered<S extends ServiceShape>({ subject }: Visit<S>): Subject<S> | null {
  return subject?.mayEnter === true ? subject : null;
}
