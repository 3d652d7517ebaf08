import { beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import {
  all,
  allowed,
  any,
  anyone,
  authenticated,
  createGuards,
  decide,
  describe as wordsOf,
  ipBlocklist,
  level,
  not,
  ownerOrReadOnly,
  permission,
  refused,
  requirement,
  role,
  safeMethod,
  scope,
  serviceAccess,
  staff,
  superuser,
} from '../../src/guards/index.ts';
import type { Guard, GuardDecision, ServiceShape } from '../../src/types.ts';
import { asking, someone, type Newsroom } from './subjects.fixture.ts';

let newsroom: ReturnType<typeof createGuards<Newsroom>>;
beforeAll(() => {
  newsroom = createGuards<Newsroom>({ levels: ['reader', 'editor', 'chief'] });
});

/** 200, or the status and the code of the refusal. */
async function outcome(decision: GuardDecision | Promise<GuardDecision>): Promise<string> {
  const settled = await decision;
  return settled.isAllowed ? '200' : `${settled.status} ${settled.code}`;
}

describe('what a guard says of whoever is signed in', () => {
  test.each([
    [() => authenticated(), someone(), '200'],
    [() => role('owner'), someone({ roles: ['owner'] }), '200'],
    [() => role('owner'), someone({ isSuperuser: true }), '403 role_missing'],
    [() => permission('x'), someone({ permissions: ['x'] }), '200'],
    [() => permission('x'), someone({ isSuperuser: true }), '200'],
    [() => permission('x'), someone({ isSuperuser: true, scopes: ['y'] }), '403 permission_missing'],
    [() => permission('x'), someone({ isSuperuser: true, scopes: ['permissions'] }), '200'],
    [() => permission('x'), someone({ isSuperuser: true, kind: 'client' }), '403 permission_missing'],
    [() => level({ atMost: 2 }), someone({ level: 2 }), '200'],
    [() => level({ atMost: 2 }), someone({ level: 3 }), '403 level_insufficient'],
    [() => level({ atMost: 2 }), someone(), '403 level_insufficient'],
    [() => level({ oneOf: [0, 3] }), someone({ level: 3 }), '200'],
    [() => staff(), someone({ isStaff: true }), '200'],
    [() => staff(), someone({ isSuperuser: true }), '403 staff_only'],
    [() => superuser(), someone({ isSuperuser: true }), '200'],
    [() => superuser(), someone({ isSuperuser: true, scopes: ['x'] }), '403 superuser_only'],
    [() => scope('read'), someone({ scopes: ['read', 'write'] }), '200'],
    [() => scope('read', 'admin'), someone({ scopes: ['read', 'write'] }), '403 scope_missing'],
    [() => scope('read'), someone(), '200'],
    [() => scope('read'), someone({ kind: 'client' }), '403 scope_missing'],
    [() => serviceAccess(), someone({ isSuperuser: true }), '403 access_missing'],
    [() => serviceAccess(), someone({ access: { level: null, data: { desk: 'x', quota: 1 } } }), '200'],
  ])('%#', async (make: () => Guard<ServiceShape, unknown>, subject, expected) => {
    const guard = make();
    expect(await outcome(guard(asking({ subject })))).toBe(expected);
    expect(await outcome(guard(asking()))).toBe('401 not_authenticated');
  });

  test('whoever may not enter counts as nobody, and is told so with 403', async () => {
    const subject = someone({ mayEnter: false, roles: ['owner'], isStaff: true });
    for (const guard of [authenticated(), role('owner'), staff(), any(role('owner'), staff())]) {
      expect(await outcome(guard(asking({ subject })))).toBe('403 no_access');
    }
    expect(await outcome(not(role('banned'))(asking({ subject })))).toBe('403 no_access');
    const forgetful: Guard<Newsroom> = ({ subject: who }) => (who ? allowed : refused(who, text));
    const text = { code: 'own', reason: 'Own.' };
    expect(await outcome(decide(forgetful, asking({ subject })))).toBe('403 no_access');
    expect(await outcome(decide(anyone(), asking({ subject })))).toBe('200');
  });
});

describe('access to the service', () => {
  const withLevel = (name: string | null) =>
    someone({ access: { level: name as Newsroom['level'], data: { desk: 'x', quota: 1 } } });

  test.each([
    ['reader', '403 access_level_insufficient'],
    ['editor', '200'],
    ['chief', '200'],
    [null, '403 access_level_insufficient'],
    ['of an older list', '403 access_level_insufficient'],
  ])('of level %s is measured by the order of the levels', async (name, expected) => {
    expect(await outcome(newsroom.serviceAccess('editor')(asking({ subject: withLevel(name) })))).toBe(
      expected,
    );
  });

  test('at the lowest level is access at any of the levels, and none at no level or without access', async () => {
    const guard = newsroom.serviceAccess('reader');
    expect(await outcome(guard(asking({ subject: withLevel('reader') })))).toBe('200');
    for (const subject of [withLevel(null), withLevel('of an older list'), someone()]) {
      expect(await outcome(guard(asking({ subject })))).toBe('403 access_level_insufficient');
    }
  });

  test('at whatever level is access', async () => {
    expect(await outcome(newsroom.serviceAccess()(asking({ subject: withLevel(null) })))).toBe('200');
    expect(await outcome(newsroom.serviceAccess()(asking({ subject: someone() })))).toBe(
      '403 access_missing',
    );
  });

  test('at a level that the service does not have is a mistake in the code', () => {
    expect(() => createGuards<ServiceShape>({ levels: ['a', 'z'] }).serviceAccess('b')).toThrow(
      new TypeError('b is none of the access levels: a, z.'),
    );
    expect(() => createGuards<ServiceShape>({ levels: ['a', 'a'] })).toThrow(
      new TypeError('Every access level has a name of its own.'),
    );
  });
});

describe('addresses', () => {
  const ranges = ['203.0.113.0/24', '2001:db8::/32', '198.51.100.7'];

  test.each([
    ['203.0.113.200', '403 address_blocked'],
    ['::ffff:203.0.113.200', '403 address_blocked'],
    ['::ffff:cb00:71c8', '403 address_blocked'],
    ['2001:DB8:1::1%eth0', '403 address_blocked'],
    ['198.51.100.7', '403 address_blocked'],
    ['198.51.100.8', '200'],
    ['2001:db9::1', '200'],
    ['nonsense', '403 address_unknown'],
    [undefined, '403 address_unknown'],
  ])('%s: %s', async (address, expected) => {
    expect(await outcome(ipBlocklist(ranges)(asking({ address })))).toBe(expected);
  });

  test('an unknown address passes neither a list of the unwanted nor one of the wanted', async () => {
    const allowlist = not(ipBlocklist(['10.0.0.0/8']));
    expect(await outcome(allowlist(asking({ address: '10.1.2.3' })))).toBe('200');
    expect(await outcome(allowlist(asking({ address: '11.1.2.3' })))).toBe('403 excluded');
    expect(await outcome(allowlist(asking({ address: undefined })))).toBe('403 address_unknown');
    expect(await outcome(any(allowlist, staff())(asking({ address: undefined })))).toBe(
      '401 not_authenticated',
    );
  });

  test('a list that is looked up is asked for each address in its one form', async () => {
    const asked: string[] = [];
    const table = ipBlocklist(async (address) => {
      asked.push(address);
      return address === '192.0.2.1';
    });
    expect(await outcome(table(asking({ address: '::ffff:192.0.2.1' })))).toBe('403 address_blocked');
    expect(await outcome(table(asking({ address: '2001:0DB8:0::1' })))).toBe('200');
    expect(asked).toEqual(['192.0.2.1', '2001:db8::1']);
  });

  test('what is no address and no range is a mistake in the code', () => {
    expect(() => ipBlocklist(['10.0.0.0/33'])).toThrow(TypeError);
    expect(() => ipBlocklist(['localhost'])).toThrow(
      new TypeError('"localhost" is no address and no CIDR range.'),
    );
  });
});

describe('the examples of the tutorials', () => {
  interface Post {
    owner: string;
  }

  test('IsOwnerOrReadOnly', async () => {
    const isOwnerOrReadOnly = ownerOrReadOnly((post: Post) => post.owner);
    const post = { owner: 'u1' };
    const change = (subject: ReturnType<typeof someone> | null, object?: Post) =>
      outcome(isOwnerOrReadOnly(asking({ subject, method: 'PUT', ...(object && { object }) })));
    expect(await outcome(isOwnerOrReadOnly(asking({ object: post })))).toBe('200');
    expect(await change(someone(), post)).toBe('200');
    expect(await change(someone({ sub: 'u2' }), post)).toBe('403 not_owner');
    expect(await change(null, post)).toBe('401 not_authenticated');
    expect(await change(someone({ kind: 'client' }), post)).toBe('403 not_owner');
    expect(await change(someone())).toBe('403 not_owner');
  });

  test('IsOwnerOrReadOnly that loads the object itself, and only for those who want to change it', async () => {
    let loads = 0;
    const guard = ownerOrReadOnly<Post>({
      owner: (post) => post.owner,
      async load({ request }) {
        loads += 1;
        return request === '/posts/1' ? { owner: 'u1' } : undefined;
      },
    });
    const subject = someone();
    expect(await outcome(guard(asking({ request: '/posts/1' })))).toBe('200');
    expect(loads).toBe(0);
    expect(await outcome(guard(asking({ subject, request: '/posts/1', method: 'DELETE' })))).toBe('200');
    expect(await outcome(guard(asking({ subject, request: '/posts/2', method: 'DELETE' })))).toBe(
      '403 not_owner',
    );
    // Nobody owns it, so that signing in would not help.
    expect(await outcome(guard(asking({ request: '/posts/2', method: 'DELETE' })))).toBe('403 not_owner');
    expect(loads).toBe(3);
  });

  test('BlacklistPermission', async () => {
    const blacklist = new Set(['192.0.2.1']);
    const blacklistPermission = ipBlocklist((address) => blacklist.has(address));
    expect(await outcome(blacklistPermission(asking({ address: '192.0.2.1' })))).toBe('403 address_blocked');
    // The list counts for people who are signed in, too, and a sign-in would not help.
    const both = all(authenticated(), blacklistPermission);
    expect(await outcome(both(asking({ address: '192.0.2.1' })))).toBe('403 address_blocked');
    expect(await outcome(both(asking({ address: '192.0.2.2' })))).toBe('401 not_authenticated');
  });

  test('AccessGroupPermission', async () => {
    // The tutorial compares what the view asks for with the `access_level` of the user's access group.
    const accessGroupPermission = (viewLevel: string) =>
      requirement<{ level: string; data: { accessgroup: { access_level: string } } }>({
        code: 'access_group',
        reason: 'You do not have permission to this service',
        holds: ({ access }) => access !== null && viewLevel.startsWith(access.data.accessgroup.access_level),
      });
    const inGroup = (access_level: string) => ({
      ...asking(),
      subject: { ...someone(), access: { level: null, data: { accessgroup: { access_level } } } },
    });
    expect(await outcome(accessGroupPermission('staff.reports')(inGroup('staff')))).toBe('200');
    expect(await outcome(accessGroupPermission('staff.reports')(inGroup('partner')))).toBe(
      '403 access_group',
    );
    expect(await outcome(accessGroupPermission('staff')({ ...inGroup('staff'), subject: null }))).toBe(
      '401 not_authenticated',
    );
  });
});

describe('guards of one’s own', () => {
  test('are plain functions', async () => {
    const inOfficeHours: Guard<Newsroom> = () => ({
      isAllowed: false,
      status: 403,
      code: 'closed',
      reason: 'The newsroom is closed.',
    });
    expect(await outcome(all(authenticated(), inOfficeHours)(asking()))).toBe('403 closed');
    expect(await outcome(any(inOfficeHours, staff())(asking()))).toBe('401 not_authenticated');
    expect(await outcome(any(inOfficeHours, staff())(asking({ subject: someone() })))).toBe('403 denied');
  });

  test('that return no decision let nobody in', async () => {
    const broken = (() => undefined) as unknown as Guard<Newsroom>;
    await expect(async () => all(authenticated(), broken)(asking({ subject: someone() }))).rejects.toThrow(
      TypeError,
    );
  });

  test('that fail let nobody in', async () => {
    const failing: Guard<Newsroom> = async () => {
      throw new Error('The table is away.');
    };
    await expect(any(failing, anyone())(asking())).rejects.toThrow('The table is away.');
  });

  test('know the type of the service’s data', () => {
    newsroom.requirement({
      code: 'quota_used_up',
      reason: 'No more articles today.',
      holds({ access }) {
        expectTypeOf(access?.data).toEqualTypeOf<Newsroom['data'] | undefined>();
        expectTypeOf(access?.level).toEqualTypeOf<'reader' | 'editor' | 'chief' | null | undefined>();
        return (access?.data.quota ?? 0) > 0;
      },
    });
    expectTypeOf(newsroom.serviceAccess).parameter(0).toEqualTypeOf<Newsroom['level'] | undefined>();
    expectTypeOf(role('x')).toExtend<Guard<Newsroom>>();
    expectTypeOf(any(role('x'), newsroom.serviceAccess('chief'))).toExtend<Guard<Newsroom>>();
    const byDesk = newsroom.owner((post: { author: string }) => post.author);
    expectTypeOf(byDesk).toEqualTypeOf<Guard<Newsroom, { author: string }>>();
    // A guard of articles does not guard routes without one.
    expectTypeOf(byDesk).not.toExtend<Guard<Newsroom>>();
    expect(typeof byDesk).toBe('function');
  });
});

test('guards are described in words', () => {
  expect(wordsOf(all(authenticated(), any(role('owner'), permission('posts.write'))))).toBe(
    'authenticated and (role owner or permission posts.write)',
  );
  expect(wordsOf(not(all(staff(), level({ atMost: 2 }))))).toBe('not (staff and level at most 2)');
  expect(wordsOf(ownerOrReadOnly(() => null))).toBe('safe method or owner');
  expect(wordsOf(newsroom.serviceAccess('chief'))).toBe('access level chief');
  expect(wordsOf(any())).toBe('no one');
  expect(wordsOf(all(safeMethod()))).toBe('safe method');
  function ofMyOwn(): GuardDecision {
    return allowed;
  }
  expect(wordsOf(ofMyOwn)).toBe('ofMyOwn');
});

test('refusals of alternatives say what would have done', async () => {
  const decision = await any(role('owner'), permission('x'))(asking({ subject: someone() }));
  expect(decision).toMatchObject({
    status: 403,
    code: 'denied',
    reason: 'The role owner is needed; or: The permission x is needed.',
  });
});
