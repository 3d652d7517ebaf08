import type { Directory, KnownUser } from '../directory/directory.types.ts';
import type { Overlay } from '../directory/overlay.types.ts';
import type { UserLookup } from '../directory/user-lookup.ts';
import { messageOf, OstiaryError } from '../errors.ts';
import type { ToldClaims } from '../ostiary.types.ts';
import type { Authentication, RefusalCode, ServiceAccess, ServiceShape } from '../types.ts';
import type { AccessTokenClaims } from '../wire.ts';
import { buildSubject, type Presented } from './build-subject.ts';
import {
  isOfClient,
  resolveClient,
  resolveKnownUser,
  resolveTokenUser,
  resolveToldUser,
  type Facts,
} from './resolve.rules.ts';
import type { TypedAccess } from './typed-access.ts';

export interface SubjectsDeps<S extends ServiceShape> {
  directory: Directory;
  /** The directory, where it is no mirror. */
  overlay: Overlay | undefined;
  lookup: UserLookup;
  typed: TypedAccess<S>;
  /** Ask about every user that is not known, so that more than the token is known of them. */
  isLookingUp: boolean;
}

/** A token that was found good. */
export interface GoodToken {
  claims: ToldClaims & { sub: string };
  /** The same, of an access token that was verified here. */
  accessToken: AccessTokenClaims | null;
  /**
   * `token`: what an access token said when it was issued. `server`: what Ostiary says now. `server_alone`: likewise,
   * while nothing that is known here may be relied on.
   */
  source: 'token' | 'server' | 'server_alone';
}

type Answer<S extends ServiceShape> = Authentication<S> | Promise<Authentication<S>>;

/** Whom a credential speaks for, from what is known of its subject. */
export interface Subjects<S extends ServiceShape> {
  ofToken(token: GoodToken): Answer<S>;
  /** `isAsked`: by what Ostiary says at this moment, not by what is known here. */
  ofUser(
    sub: string,
    options: { method: string; sid: string | null; isAsked: boolean },
  ): Promise<Authentication<S>>;
}

export type Refusal = Extract<Authentication, { outcome: 'refused' }>;

export function refused(code: RefusalCode, reason: string): Refusal {
  return { outcome: 'refused', code, reason };
}

/** Nobody can say now: 503. */
export function unavailable(thrown: unknown): Refusal {
  const reason =
    thrown instanceof OstiaryError ? thrown.message : `Ostiary was asked in vain: ${messageOf(thrown)}`;
  return { outcome: 'refused', code: 'feed_stale', reason, isUnavailable: true };
}

/** Nothing was heard for so long that what is known here may not be relied on. */
export const stale: Refusal = unavailable(
  new OstiaryError('unavailable', 'Nothing was heard of Ostiary for too long.'),
);

/** Whether what is known of a user is as new as the token. The second of the change may be before it or after. */
function isAsNew(known: KnownUser, { claims: { iat = 0 }, source }: GoodToken): boolean {
  const { changedAt } = known;
  return changedAt === undefined || source !== 'token' || Math.floor(changedAt / 1000) >= iat;
}

/** Subjects of what is known. */
function createAcceptance<S extends ServiceShape>({ directory, typed }: SubjectsDeps<S>) {
  function accept(presented: Presented, facts: Facts): Answer<S> {
    const isOpen = presented.kind === 'client' || directory.service?.entry === 'everyone';
    const finish = (access: ServiceAccess<S> | null): Authentication<S> => ({
      outcome: 'accepted',
      subject: buildSubject(presented, facts, {
        access,
        mayEnter: facts.mayEnter ?? (isOpen || access !== null),
      }),
    });
    const access = typed.read(facts.access);
    return access instanceof Promise ? access.then(finish) : finish(access);
  }

  function acceptKnown(presented: Presented, known: KnownUser): Answer<S> {
    if (known.user) {
      if (!known.user.is_active) return refused('user_inactive', 'The account is not active.');
      return accept(presented, resolveKnownUser(known.user, presented.claims, directory));
    }
    if (known.reason === 'deleted') return refused('user_deleted', 'The user does not exist any more.');
    const facts = resolveTokenUser(presented.claims ?? {}, directory);
    return accept(presented, { ...facts, access: null, mayEnter: false });
  }
  return { accept, acceptKnown };
}

export function createSubjects<S extends ServiceShape>(deps: SubjectsDeps<S>): Subjects<S> {
  const { directory, overlay, lookup, isLookingUp } = deps;
  const { accept, acceptKnown } = createAcceptance(deps);

  function byToken(presented: Presented, { claims, source }: GoodToken): Answer<S> {
    const resolve = source === 'token' ? resolveTokenUser : resolveToldUser;
    return accept(presented, resolve(claims, directory));
  }

  /** Whether nothing beside the token needs to be known. */
  function isEnough({ claims, source }: GoodToken): boolean {
    if (source === 'server_alone') return true;
    if (isLookingUp) return false;
    if (source === 'server') return claims.roles !== undefined && claims.permissions !== undefined;
    return overlay?.isTokenEnough(claims.iat ?? 0) ?? false;
  }

  function withKnown(presented: Presented, token: GoodToken, known: KnownUser | undefined): Answer<S> {
    const isDeleted = known?.user === null && known.reason === 'deleted';
    if (known && (isDeleted || isAsNew(known, token))) return acceptKnown(presented, known);
    if (isEnough(token)) return byToken(presented, token);
    return lookup.find(presented.sub).then((found) => acceptKnown(presented, found), unavailable);
  }

  return {
    ofToken(token) {
      const { claims, accessToken, source } = token;
      const { sub } = claims;
      const common = { sub, claims, accessToken, method: 'bearer' };
      if (isOfClient(claims)) return accept({ ...common, kind: 'client' }, resolveClient(claims));
      const presented: Presented = { ...common, kind: 'user' };
      if (source === 'server_alone') return byToken(presented, token);
      const known = directory.findUser(sub);
      return known instanceof Promise
        ? known.then((found) => withKnown(presented, token, found))
        : withKnown(presented, token, known);
    },
    async ofUser(sub, { method, sid, isAsked }) {
      const claims = sid === null ? null : { sid };
      const presented: Presented = { kind: 'user', sub, claims, accessToken: null, method };
      try {
        const here = isAsked ? undefined : await directory.findUser(sub);
        const known = here ?? (await lookup.find(sub));
        return await acceptKnown(presented, known);
      } catch (thrown) {
        return unavailable(thrown);
      }
    },
  };
}
