import type { RefusalCode } from '../types.ts';
import type { AccessTokenClaims, FeedItem } from '../wire.ts';

export interface Denial {
  code: RefusalCode;
  reason: string;
}

export interface RevocationsOptions {
  /** How long one is remembered: the longest life of an access token. */
  longestTokenSeconds: number;
  /** Of each kind. */
  maxEntries: number;
  /** How far the clocks of those who issue and those who revoke may differ. */
  leewaySeconds: number;
  /** Older ones had to be let go: tokens from before have to be asked about. Said once. */
  onOverflow(): void;
}

/** What may not be believed any more although its signature is good. */
export interface Revocations {
  /** Grows when something is added. */
  readonly revision: number;
  readonly size: number;
  add(items: readonly FeedItem[], now: number): void;
  findDenial(claims: Partial<AccessTokenClaims> & { token_id?: string }): Denial | undefined;
  /**
   * Whether a token of that time (`iat`) can be judged from what is remembered. What was revoked longer ago than is
   * remembered, or had to be let go, is not; whoever asks must then ask Ostiary.
   */
  covers(issuedAtSeconds: number, now: number): boolean;
}

interface Kept {
  /** When it may be forgotten, epoch milliseconds; in the order in which they were added. */
  ids: Map<string, number>;
  denial: Denial;
}

const revoked = (reason: string): Denial => ({ code: 'token_revoked', reason });

function nothingKept() {
  const keep = (denial: Denial): Kept => ({ ids: new Map(), denial });
  return {
    session: keep(revoked('Its session has ended.')),
    token: keep(revoked('It was revoked.')),
    grant: keep(revoked('What it was granted for has ended.')),
    user: keep({ code: 'user_deleted', reason: 'The user does not exist any more.' }),
  };
}

function isDenied({ ids }: Kept, id: string | undefined): boolean {
  return id !== undefined && ids.has(id);
}

function forgetExpired(ids: Map<string, number>, now: number): void {
  for (const [id, forgetAt] of ids) {
    if (forgetAt > now) return;
    ids.delete(id);
  }
}

/**
 * Remembers revocations until every token that they are about has expired. One whose memory is full lets the older
 * half go, and from then on does not answer for tokens from before the newest of these.
 */
export function createRevocations(options: RevocationsOptions): Revocations {
  const { maxEntries, onOverflow } = options;
  const lifeMs = options.longestTokenSeconds * 1000;
  const leewayMs = options.leewaySeconds * 1000;
  const kept = nothingKept();
  let revision = 0;
  /** Epoch milliseconds: revocations until then are not all remembered. */
  let forgottenUntil = -Infinity;

  function makeRoom(ids: Map<string, number>): void {
    let excess = Math.ceil(maxEntries / 2);
    for (const [id, forgetAt] of ids) {
      if (excess-- <= 0) break;
      ids.delete(id);
      forgottenUntil = Math.max(forgottenUntil, forgetAt - lifeMs);
    }
    onOverflow();
  }

  function deny(ids: Map<string, number>, id: string, forgetAt: number): void {
    const known = ids.get(id);
    if (known !== undefined && known >= forgetAt) return;
    // Behind the others, so that they stay in order.
    ids.delete(id);
    if (ids.size >= maxEntries) makeRoom(ids);
    ids.set(id, forgetAt);
    revision++;
  }

  return {
    get revision() {
      return revision;
    },
    get size() {
      return Object.values(kept).reduce((sum, { ids }) => sum + ids.size, 0);
    },
    add(items, now) {
      for (const item of items) {
        const forgetAt = item.at + lifeMs + leewayMs;
        if (forgetAt <= now) continue;
        if (item.kind === 'revoked') deny(kept[item.what].ids, item.id, forgetAt);
        if (item.kind === 'user' && item.user === null && item.reason === 'deleted') {
          deny(kept.user.ids, item.sub, forgetAt);
        }
      }
      for (const { ids } of Object.values(kept)) forgetExpired(ids, now);
    },
    findDenial({ sid, jti, token_id: tokenId, grant_id: grantId, sub }) {
      if (isDenied(kept.session, sid)) return kept.session.denial;
      if (isDenied(kept.token, jti) || isDenied(kept.token, tokenId)) return kept.token.denial;
      if (isDenied(kept.grant, grantId)) return kept.grant.denial;
      return isDenied(kept.user, sub) ? kept.user.denial : undefined;
    },
    covers(issuedAtSeconds, now) {
      const issuedAt = issuedAtSeconds * 1000;
      return issuedAt - leewayMs > forgottenUntil && issuedAt > now - lifeMs - leewayMs;
    },
  };
}
