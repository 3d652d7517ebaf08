import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeedItem } from '../wire.ts';
import { createRevocations, type Revocations } from './revocations.ts';

const second = 1_000;
const life = 300;

function make(maxEntries = 1_000): { revocations: Revocations; overflows: () => number } {
  let count = 0;
  const onOverflow = (): void => void count++;
  const options = { longestTokenSeconds: life, leewaySeconds: 5, maxEntries, onOverflow };
  return { revocations: createRevocations(options), overflows: () => count };
}

function revoked(what: 'session' | 'token' | 'grant', id: string, at: number): FeedItem {
  return { kind: 'revoked', what, id, at, position: 1 };
}

const claims = { iss: 'i', sub: 'u', aud: 'a', exp: 0, iat: 0, jti: 'j', sid: 's', grant_id: 'g' };

describe('revocations', () => {
  it('deny by session, token, grant, and deleted user', () => {
    const items: [FeedItem, string][] = [
      [revoked('session', 's', 0), 'token_revoked'],
      [revoked('token', 'j', 0), 'token_revoked'],
      [revoked('grant', 'g', 0), 'token_revoked'],
      [{ kind: 'user', sub: 'u', user: null, reason: 'deleted', at: 0, position: 1 }, 'user_deleted'],
    ];
    for (const [item, code] of items) {
      const { revocations } = make();
      expect(revocations.findDenial(claims)).toBeUndefined();
      revocations.add([item], 0);
      expect(revocations.findDenial(claims)?.code).toBe(code);
    }
  });

  it('deny a static API token by its own id', () => {
    const { revocations } = make();
    revocations.add([revoked('token', 'own', 0)], 0);
    expect(revocations.findDenial({ sub: 'u', token_id: 'own' })?.code).toBe('token_revoked');
  });

  it('are not confused by kind, nor by a user who is only out of sight', () => {
    const { revocations } = make();
    const unseen: FeedItem = { kind: 'user', sub: 'u', user: null, reason: 'no_access', at: 0, position: 1 };
    revocations.add([revoked('session', 'j', 0), revoked('token', 's', 0), unseen], 0);
    expect(revocations.findDenial(claims)).toBeUndefined();
  });

  it('are forgotten when every token that they are about has expired, and no sooner', () => {
    const { revocations } = make();
    revocations.add([revoked('session', 's', 10 * second)], 10 * second);
    revocations.add([], 10 * second + (life + 5) * second - 1);
    expect(revocations.findDenial(claims)).toBeDefined();
    revocations.add([], 10 * second + (life + 5) * second);
    expect(revocations.size).toBe(0);
  });

  it('grow their revision by what is new alone', () => {
    const { revocations } = make();
    revocations.add([revoked('session', 's', 0)], 0);
    const { revision } = revocations;
    revocations.add([revoked('session', 's', 0)], 0);
    expect(revocations.revision).toBe(revision);
    revocations.add([revoked('session', 't', 0)], 0);
    expect(revocations.revision).toBeGreaterThan(revision);
  });

  it('do not answer for tokens that are older than anything they remember', () => {
    const { revocations } = make();
    expect(revocations.covers(1_000, 1_000 * second)).toBe(true);
    expect(revocations.covers(1_000, (1_000 + life + 5) * second)).toBe(false);
  });

  it('never let a live revocation go in silence, however many there are', () => {
    const event = fc.record({ id: fc.nat(60), after: fc.nat(20) });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 200 }), fc.integer({ min: 2, max: 20 }), (events, most) => {
        const { revocations, overflows } = make(most);
        const all = new Map<string, number>();
        let now = 1_000_000 * second;
        for (const { id, after } of events) {
          now += after * second;
          revocations.add([revoked('session', `s${id}`, now)], now);
          all.set(`s${id}`, now);
          expect(revocations.size).toBeLessThanOrEqual(most);
        }
        for (const [sid, at] of all) {
          // A token of that session, issued before it ended, that has not expired.
          const iat = Math.floor(at / second);
          if (iat + life + 5 <= now / second) continue;
          const isDenied = revocations.findDenial({ ...claims, sid }) !== undefined;
          expect(isDenied || !revocations.covers(iat, now)).toBe(true);
          if (!isDenied) expect(overflows()).toBeGreaterThan(0);
        }
      }),
    );
  });
});
