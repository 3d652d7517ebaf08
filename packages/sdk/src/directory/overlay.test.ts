import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import type { FeedItem, RoleRecord, ServiceRecord, SnapshotLine, UserRecord } from '../wire.ts';
import { createOverlay } from './overlay.ts';
import type { Overlay } from './overlay.types.ts';

const service: ServiceRecord = {
  ...{ id: 's', name: 'orders', audience: 'a', entry: 'everyone' },
  ...{ access_levels: ['reader'], fields: [] },
};
const second = 1_000;
let now: number;
let overlay: Overlay;

beforeEach(() => {
  now = 1_000_000 * second;
  overlay = createOverlay({ longestTokenSeconds: 300, maxUsers: 10, now: () => now });
});

function userOf(sub: string, email = ''): UserRecord {
  const flags = { is_active: true, is_staff: false, is_superuser: false };
  return { sub, ...flags, role_ids: [], group_ids: [], access: null, email };
}

function roleOf(id: string, changes: Partial<RoleRecord> = {}): RoleRecord {
  return { id, name: id, level: null, permissions: [], access: null, ...changes };
}

const changed = (sub: string, position: number, { email = '', at = now } = {}): FeedItem => ({
  ...{ kind: 'user', sub, user: userOf(sub, email), position, at },
});
const role = (record: RoleRecord, position: number): FeedItem => ({
  ...{ kind: 'role', id: record.id, role: record, position, at: now },
});

async function* snapshot(position: number, ...lines: SnapshotLine[]): AsyncGenerator<SnapshotLine> {
  await Promise.resolve();
  yield { kind: 'start', cursor: `${position}`, position, service };
  yield* lines;
  yield { kind: 'end', users: 0 };
}

describe('an overlay', () => {
  it('remembers who changed for as long as a token lives', async () => {
    await overlay.apply([changed('u', 1)], '1');
    expect(overlay.findUser('u')).toMatchObject({ user: { sub: 'u' }, changedAt: now });
    now += 299 * second;
    await overlay.apply([], '1');
    expect(overlay.findUser('u')).toBeDefined();
    now += second;
    await overlay.apply([], '1');
    expect(overlay.findUser('u')).toBeUndefined();
  });

  it('ends with the highest position of each, in whatever order and how often items come', async () => {
    const items = fc.array(fc.tuple(fc.constantFrom('a', 'b'), fc.nat(20)), { minLength: 1, maxLength: 40 });
    await fc.assert(
      fc.asyncProperty(items, async (told) => {
        const fresh = createOverlay({ longestTokenSeconds: 300, maxUsers: 10, now: () => now });
        for (const [sub, position] of told) {
          await fresh.apply([changed(sub, position, { email: `${position}` })], 'x');
        }
        for (const sub of ['a', 'b']) {
          const positions = told.filter(([one]) => one === sub).map(([, position]) => position);
          const expected = positions.length === 0 ? undefined : `${Math.max(...positions)}`;
          expect(fresh.findUser(sub)?.user?.email).toBe(expected);
        }
      }),
    );
  });

  it('lets the longest ago go when it is full, and is unsure of tokens from before', async () => {
    for (let index = 0; index < 11; index++) {
      await overlay.apply([changed(`u${index}`, index, { at: now + index * 10 * second })], 'x');
    }
    expect(overlay.knownUsers).toBeLessThanOrEqual(10);
    expect(overlay.findUser('u0')).toBeUndefined();
    expect(overlay.isTokenEnough(now / second)).toBe(false);
    expect(overlay.isTokenEnough(now / second + 40)).toBe(false);
    expect(overlay.isTokenEnough(now / second + 42)).toBe(true);
  });

  it('takes a snapshot’s roles, but not over what came later', async () => {
    await overlay.apply([role(roleOf('later', { permissions: ['new'] }), 9)], '9');
    await overlay.apply([role(roleOf('older', { permissions: ['old'] }), 3)], '9');
    await overlay.replace(
      snapshot(
        5,
        { kind: 'role', role: roleOf('later', { permissions: ['old'] }) },
        { kind: 'role', role: roleOf('x') },
      ),
    );
    expect(overlay.findRole('later')?.permissions).toEqual(['new']);
    expect(overlay.findRole('older')).toBeUndefined();
    expect(overlay.findRoleByName('x')?.id).toBe('x');
    expect(overlay.service).toEqual(service);
  });

  it('keeps what it knew until a snapshot is whole', async () => {
    await overlay.replace(snapshot(1, { kind: 'role', role: roleOf('kept') }));
    async function* broken(): AsyncGenerator<SnapshotLine> {
      await Promise.resolve();
      yield { kind: 'start', cursor: '2', position: 2, service };
    }
    await expect(overlay.replace(broken())).rejects.toMatchObject({ code: 'protocol' });
    expect(overlay.findRole('kept')).toBeDefined();
  });

  it('finds a renamed role by its new name alone', async () => {
    await overlay.replace(snapshot(1, { kind: 'role', role: roleOf('r', { name: 'before' }) }));
    await overlay.apply([role(roleOf('r', { name: 'after' }), 2)], '2');
    expect(overlay.findRoleByName('before')).toBeUndefined();
    expect(overlay.findRoleByName('after')?.id).toBe('r');
  });

  it('trusts a token on when only what a role permits changed, and does not when access did', async () => {
    const issuedAt = now / second;
    await overlay.replace(snapshot(1, { kind: 'role', role: roleOf('r') }));
    await overlay.apply([role(roleOf('r', { permissions: ['p'], level: 3 }), 2)], '2');
    expect(overlay.isTokenEnough(issuedAt)).toBe(true);
    await overlay.apply([role(roleOf('r', { access: { level: 'reader', data: {} } }), 3)], '3');
    expect(overlay.isTokenEnough(issuedAt)).toBe(false);
    expect(overlay.isTokenEnough(issuedAt + 2)).toBe(true);
  });

  it('trusts a token on when a role or a group is new, once it knows all of them', async () => {
    const issuedAt = now / second;
    await overlay.replace(snapshot(1));
    await overlay.apply([role(roleOf('new', { access: { level: 'reader', data: {} } }), 2)], '2');
    expect(overlay.isTokenEnough(issuedAt)).toBe(true);
    const unsure = createOverlay({ longestTokenSeconds: 300, maxUsers: 10, now: () => now });
    await unsure.apply([role(roleOf('new'), 2)], '2');
    expect(unsure.isTokenEnough(issuedAt)).toBe(false);
  });

  it('begins anew in another history, where positions are lower', async () => {
    await overlay.apply([changed('u', 100), role(roleOf('r', { permissions: ['old'] }), 100)], '100');
    const lines = snapshot(5, { kind: 'role', role: roleOf('r', { permissions: ['restored'] }) });
    const replacing = overlay.replace(lines, { isNewHistory: true });
    await overlay.apply([changed('v', 6)], '6');
    await replacing;
    expect(overlay.findUser('u')).toBeUndefined();
    expect(overlay.findUser('v')).toBeDefined();
    expect(overlay.findRole('r')?.permissions).toEqual(['restored']);
    expect(overlay.isTokenEnough(now / second)).toBe(false);
  });

  it('takes the answer about a user unless the feed has told meanwhile', async () => {
    overlay.beginLookup('u')(userOf('u', 'asked'), now);
    expect(overlay.findUser('u')?.user?.email).toBe('asked');
    const learn = overlay.beginLookup('u');
    await overlay.apply([changed('u', 7, { email: 'told' })], '7');
    learn(userOf('u', 'late'), now);
    expect(overlay.findUser('u')?.user?.email).toBe('told');
    overlay.beginLookup('nobody')(null, now);
    expect(overlay.findUser('nobody')).toMatchObject({ user: null, reason: 'no_access' });
  });

  it('grows its revision with every change that could matter', async () => {
    const { revision } = overlay;
    await overlay.apply([changed('u', 1)], '1');
    expect(overlay.revision).toBeGreaterThan(revision);
    const after = overlay.revision;
    await overlay.apply([{ kind: 'keys', position: 2, at: now }], '2');
    expect(overlay.revision).toBe(after);
  });
});
