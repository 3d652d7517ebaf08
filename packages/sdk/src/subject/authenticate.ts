import type { OstiaryOptions } from '../ostiary.types.ts';
import type { Revocations } from '../revocations/revocations.ts';
import type { Authentication, CredentialRequest, Now, ServiceShape } from '../types.ts';
import type { AccessTokenClaims } from '../wire.ts';
import { isCompactJws } from '../verifier/compact-jwt.ts';
import type { VerifiedToken } from '../verifier/verified-tokens.ts';
import type { Checked, Verifier } from '../verifier/verifier.ts';
import type { Judge, Judgement } from './judge.ts';
import { refused, type GoodToken, type Refusal, type Subjects } from './subjects.ts';

/** An answer, and of which state of knowledge it is. */
export interface Memo<S extends ServiceShape> {
  directoryRevision: number;
  revocationsRevision: number;
  answer: Authentication<S>;
}

export interface AuthenticateDeps<S extends ServiceShape> {
  verifier: Verifier<Memo<S>>;
  revocations: Revocations;
  judge: Judge;
  subjects: Subjects<S>;
  directory: { readonly revision: number };
  confirmBinding: OstiaryOptions['confirmBinding'];
  /** Whether what the feed told may be relied on. */
  isFresh(now: number): boolean;
  now: Now;
}

type MaybePromise<T> = T | Promise<T>;

export interface Authenticate<S extends ServiceShape> {
  /** Whom a token speaks for. */
  subjectOf(token: string, request?: CredentialRequest): MaybePromise<Authentication<S>>;
  /** Whether an access token is good, whomever it speaks for. */
  judge(token: string): MaybePromise<Judgement>;
}

const unbound = refused('token_invalid', 'It is bound to a key, which the request does not prove to hold.');

function then<T, R>(value: MaybePromise<T>, next: (value: T) => MaybePromise<R>): MaybePromise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}

function refusalOf({ code, reason, isUnavailable }: Extract<Checked<unknown>, { isValid: false }>): Refusal {
  return { ...refused(code, reason), ...(isUnavailable === true && { isUnavailable }) };
}

function isTemporary<S extends ServiceShape>(answer: Authentication<S>): boolean {
  return answer.outcome === 'refused' && answer.isUnavailable === true;
}

/** With everything that an access token has; what introspection says of one may lack some. */
function isWhole(claims: Partial<AccessTokenClaims>): claims is AccessTokenClaims {
  return claims.sub !== undefined && claims.jti !== undefined && claims.exp !== undefined;
}

type ConfirmBinding = NonNullable<OstiaryOptions['confirmBinding']>;

/** Whether the request may use the token: always, unless it is bound to a key (RFC 9449). */
function confirm(
  confirmBinding: ConfirmBinding | undefined,
  claims: Partial<AccessTokenClaims>,
  request: CredentialRequest | undefined,
): MaybePromise<boolean> {
  if (claims.cnf === undefined) return true;
  if (!confirmBinding || !request || !isWhole(claims)) return false;
  return then(confirmBinding(claims, request), (isConfirmed) => isConfirmed === true);
}

/** From a token to its subject: at once, and without computing anything, for one that was seen before. */
export function createAuthenticate<S extends ServiceShape>(deps: AuthenticateDeps<S>): Authenticate<S> {
  const { verifier, revocations, judge, subjects, directory, confirmBinding, now, isFresh } = deps;

  /** The answer stands until something changes, or the token expires, at the latest. */
  function remember(verified: VerifiedToken<Memo<S>>, memo: Memo<S>): Authentication<S> {
    const { answer } = memo;
    const isCovered = revocations.covers(verified.claims.iat, verified.expiresAt - 1);
    if (!isTemporary(answer) && isCovered) verified.memo = memo;
    return answer;
  }

  function ofVerified(verified: VerifiedToken<Memo<S>>): MaybePromise<Authentication<S>> {
    const { token, claims } = verified;
    // Before anything is looked up, so that what changes meanwhile makes the answer old.
    const { revision: directoryRevision } = directory;
    const { revision: revocationsRevision } = revocations;
    return then(judge.ofVerified(token, claims), (judgement) => {
      if (!judgement.isGood) return judgement.refusal;
      const isOwn = judgement.token.source === 'token' && claims.cnf === undefined;
      return then(subjects.ofToken(judgement.token), (answer) =>
        isOwn ? remember(verified, { directoryRevision, revocationsRevision, answer }) : answer,
      );
    });
  }

  async function ofOpaque(token: string, request: CredentialRequest | undefined): Promise<Authentication<S>> {
    const judgement = await judge.ofOpaque(token);
    if (!judgement.isGood) return judgement.refusal;
    const good: GoodToken = judgement.token;
    return (await confirm(confirmBinding, good.claims, request)) ? subjects.ofToken(good) : unbound;
  }

  function ofNew(token: string, request: CredentialRequest | undefined): MaybePromise<Authentication<S>> {
    if (!isCompactJws(token)) return ofOpaque(token, request);
    return then(verifier.check(token), (checked) => {
      if (!checked.isValid) return refusalOf(checked);
      const { verified } = checked;
      return then(confirm(confirmBinding, verified.claims, request), (isConfirmed) =>
        isConfirmed ? ofVerified(verified) : unbound,
      );
    });
  }

  return {
    subjectOf(token, request) {
      const memo = verifier.find(token)?.memo;
      const isSame =
        memo !== undefined &&
        memo.directoryRevision === directory.revision &&
        memo.revocationsRevision === revocations.revision;
      return isSame && isFresh(now()) ? memo.answer : ofNew(token, request);
    },
    judge: (token) =>
      then(verifier.check(token), (checked) =>
        checked.isValid
          ? judge.ofVerified(token, checked.verified.claims)
          : { isGood: false as const, refusal: refusalOf(checked) },
      ),
  };
}
