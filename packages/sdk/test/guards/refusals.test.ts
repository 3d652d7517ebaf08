import { describe, expect, test } from 'vitest';
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
  owner,
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
import type { Guard, GuardContext } from '../../src/types.ts';
import { asking, someone, type Newsroom } from './subjects.fixture.ts';

type Any = Guard<Newsroom>;

const writing = (changes: Partial<GuardContext<Newsroom>> = {}) => asking({ method: 'POST', ...changes });
const nobody = { isAllowed: false, status: 401, code: 'not_authenticated' };
const everybody: Any = () => allowed;
const closed: Any = () => ({ isAllowed: false, status: 403, code: 'closed', reason: 'It is closed.' });

describe('a refusal says what is missing', () => {
  const subject = someone({ level: 5 });
  const newsroom = () => createGuards<Newsroom>({ levels: ['reader', 'editor'] });

  test.each<[string, () => Any, string, string]>([
    ['a role', () => role('x'), 'role_missing', 'The role x is needed.'],
    ['a permission', () => permission('a.b'), 'permission_missing', 'The permission a.b is needed.'],
    ['a level', () => level({ atMost: 2 }), 'level_insufficient', 'A role of level at most 2 is needed.'],
    [
      'one of levels',
      () => level({ oneOf: [0, 2] }),
      'level_insufficient',
      'A role of level one of 0, 2 is needed.',
    ],
    ['staff', () => staff(), 'staff_only', 'This is for staff.'],
    ['superusers', () => superuser(), 'superuser_only', 'This is for superusers.'],
    ['access', () => serviceAccess(), 'access_missing', 'You do not have access to this service.'],
    [
      'a level of access',
      () => newsroom().serviceAccess('editor'),
      'access_level_insufficient',
      'The access level editor is needed.',
    ],
    ['reading', () => safeMethod(), 'read_only', 'Only reading is permitted.'],
    ['nothing that anybody has', () => any(), 'denied', 'You do not have permission to perform this action.'],
    ['one’s own', () => newsroom().requirement({ code: 'x', reason: 'X.', holds: () => false }), 'x', 'X.'],
    [
      'an address',
      () => ipBlocklist(['203.0.113.7']),
      'address_blocked',
      'Requests from your address are not accepted.',
    ],
  ])('%s', (...[, make, code, reason]) => {
    expect(make()(writing({ subject }))).toStrictEqual({
      ...{ isAllowed: false, status: 403, code, reason, outlook: 'refuses' },
    });
  });

  test('a scope, by its name, so that a client can ask for it', () => {
    expect(scope('read', 'write')(asking({ subject: someone({ kind: 'client' }) }))).toStrictEqual({
      ...{ isAllowed: false, status: 403, code: 'scope_missing', reason: 'The scope read write is needed.' },
      ...{ outlook: 'refuses', scope: 'read write' },
    });
  });

  test('to be somebody', () => {
    const told = { ...nobody, reason: 'Authentication credentials were not provided.' };
    expect(staff()(asking())).toStrictEqual({ ...told, outlook: 'either' });
    expect(authenticated()(asking())).toStrictEqual({ ...told, outlook: 'allows' });
  });

  test('an address, where none is known', () => {
    expect(ipBlocklist([])(asking({ address: undefined }))).toStrictEqual({
      ...{ isAllowed: false, status: 403, code: 'address_unknown', outlook: 'refuses', isUndecidable: true },
      reason: 'The address of the request is not known.',
    });
  });

  test.each(['GET', 'HEAD', 'OPTIONS'])('nothing to %s', (method) => {
    expect(safeMethod()(asking({ method }))).toMatchObject({ isAllowed: true, outlook: 'allows' });
  });
});

describe('what belongs to somebody', () => {
  const guard = owner<{ by: string }>(({ by }) => by);
  const of = (by: string, subject: GuardContext<Newsroom>['subject']) =>
    guard({ ...asking<{ by: string }>({ subject }), object: { by } });

  test('is for them', () => {
    expect(of('u1', someone())).toMatchObject({ isAllowed: true });
    expect(of('u2', someone())).toStrictEqual({
      ...{ isAllowed: false, status: 403, code: 'not_owner', reason: 'This belongs to somebody else.' },
      outlook: 'refuses',
    });
    expect(of('u1', someone({ mayEnter: false }))).toMatchObject({ status: 403, code: 'no_access' });
    expect(of('u1', null)).toMatchObject(nobody);
  });

  test('is for nobody where nobody’s name is on it, and signing in would not help', () => {
    for (const subject of [null, someone({ sub: '' })]) {
      expect(of('', subject)).toMatchObject({ status: 403, code: 'not_owner' });
    }
  });
});

test('guards that know the service do what those do that do not', () => {
  const newsroom = createGuards<Newsroom>({ levels: ['reader', 'editor'] });
  const own = newsroom.requirement({ code: 'x', reason: 'X.', holds: ({ isStaff }) => isStaff });
  const subject = someone({ isStaff: true });
  const verdicts = (guard: Any) => [guard(asking({ subject })), guard(asking({ subject: someone() }))];
  expect(verdicts(newsroom.all(own, newsroom.anyone()))).toMatchObject([{ isAllowed: true }, { code: 'x' }]);
  expect(verdicts(newsroom.any(own, newsroom.role('y')))).toMatchObject([
    { isAllowed: true },
    { code: 'denied' },
  ]);
  const text = { code: 'no_staff', reason: 'No staff.' };
  expect(verdicts(newsroom.not(own, text))).toMatchObject([text, { isAllowed: true }]);
  const guard = newsroom.ownerOrReadOnly((post: { by: string }) => post.by);
  const changing = { ...asking<{ by: string }>({ subject, method: 'PUT' }), object: { by: 'u1' } };
  expect(guard(changing)).toMatchObject({ isAllowed: true });
  expect(guard({ ...changing, object: { by: 'u2' } })).toMatchObject({ code: 'not_owner' });
});

describe('the refusal of alternatives', () => {
  const subject = someone();
  const own =
    (code: string, reason: string): Any =>
    (context) =>
      refused(context.subject, { code, reason });

  test('names each in turn, with one full stop', () => {
    const guard = any(role('x'), staff(), role('y'));
    expect(guard(asking({ subject }))).toMatchObject({
      ...{ isAllowed: false, status: 403, code: 'denied' },
      reason: 'The role x is needed; or: This is for staff; or: The role y is needed.',
    });
  });

  test('keeps a code that both have, and says the same only once', () => {
    expect(any(role('x'), role('y'))(asking({ subject }))).toMatchObject({
      ...{ code: 'role_missing', reason: 'The role x is needed; or: The role y is needed.' },
    });
    const twice = any(own('a', 'No. Really.'), own('a', 'No. Really.'))(asking({ subject }));
    expect(twice).toMatchObject({ code: 'a', reason: 'No. Really.' });
    const other = any(own('a', 'No. Really.'), own('b', 'No. Really.'))(asking({ subject }));
    expect(other).toMatchObject({ code: 'denied', reason: 'No. Really; or: No. Really.' });
  });

  test('to nobody says what signing in would help, whichever comes first', () => {
    for (const guard of [any(closed, staff()), any(staff(), closed)]) {
      expect(guard(writing())).toMatchObject(nobody);
    }
  });

  test('that could not be told stays so, so that `not` lets nobody in', () => {
    const unknown = asking({ address: undefined, subject });
    const blocked = ipBlocklist(['203.0.113.0/24']);
    for (const guard of [any(blocked, staff()), any(staff(), blocked)]) {
      expect(guard(unknown)).toMatchObject({ isAllowed: false, isUndecidable: true });
      expect(not(guard)(unknown)).toMatchObject({ isAllowed: false, isUndecidable: true });
    }
    expect(any(staff(), role('x'))(unknown)).toMatchObject({ isUndecidable: false });
    // Also to nobody, and where it says what to do.
    const toNobody = asking({ address: undefined });
    for (const guard of [any(blocked, staff()), any(staff(), blocked)]) {
      expect(guard(toNobody)).toMatchObject({ ...nobody, isUndecidable: true });
      expect(not(guard)(toNobody)).toMatchObject({ isAllowed: false });
    }
    const same = () => any(blocked, blocked)(unknown);
    expect(same()).toMatchObject({ code: 'address_unknown', isUndecidable: true });
  });
});

describe('the refusal of what is excluded', () => {
  test('says what is, or what it is told to say', () => {
    const subject = someone({ isStaff: true });
    expect(not(staff())(asking({ subject }))).toEqual({
      ...{ isAllowed: false, status: 403, code: 'excluded', reason: 'Not permitted for: staff.' },
      outlook: 'either',
    });
    const text = { code: 'no_staff', reason: 'Staff have an entrance of their own.' };
    expect(not(staff(), text)(asking({ subject }))).toMatchObject({ status: 403, ...text });
  });

  test('is in words what it excludes, in brackets where that is several', () => {
    expect(wordsOf(not(staff()))).toBe('not staff');
    expect(wordsOf(not(any(staff(), role('x'))))).toBe('not (staff or role x)');
    expect(wordsOf(all(any(staff(), role('x')), not(role('sand and sea'))))).toBe(
      '(staff or role x) and (not (role sand and sea))',
    );
  });
});

describe('a guard in words', () => {
  test.each<[string, () => Any]>([
    ['anyone', () => anyone()],
    ['authenticated', () => authenticated()],
    ['role x', () => role('x')],
    ['staff', () => staff()],
    ['superuser', () => superuser()],
    ['level one of 0, 2', () => level({ oneOf: [0, 2] })],
    ['safe method', () => safeMethod()],
    ['scope read write', () => scope('read', 'write')],
    ['access to this service', () => serviceAccess()],
    ['address not blocked', () => ipBlocklist([])],
    ['a rule of its own', () => () => allowed],
    ['own_rule', () => requirement({ code: 'own_rule', reason: 'x', holds: () => true })],
    ['told', () => requirement({ code: 'own_rule', reason: 'x', description: 'told', holds: () => true })],
  ])('is %s', (words, make) => {
    expect(wordsOf(make())).toBe(words);
  });

  test('is the owner', () => {
    expect(wordsOf(owner(() => null))).toBe('owner');
  });
});

describe('whoever may not enter', () => {
  const subject = someone({ mayEnter: false, isStaff: true, roles: ['x'] });
  const seen: GuardContext<Newsroom, string>[] = [];
  const watching: Guard<Newsroom, string> = (context) => {
    seen.push(context);
    return refused(context.subject, { code: 'x', reason: 'X.' });
  };

  test('is nobody to every guard, which sees all else of the request', async () => {
    const noEntry = { isAllowed: false, status: 403, code: 'no_access' };
    const context = { ...asking<string>({ subject, method: 'PUT', request: { id: 7 } }), object: 'post' };
    for (const guard of [watching, async (one: GuardContext<Newsroom, string>) => watching(one)]) {
      seen.length = 0;
      expect(await decide(guard, context)).toMatchObject(noEntry);
      expect(seen).toStrictEqual([{ ...context, subject: null }]);
    }
    const { object: _object, ...without } = context;
    seen.length = 0;
    await decide(watching, without);
    expect(seen).toStrictEqual([{ ...without, subject: null }]);
  });

  test('is somebody else: who may enter is seen by guards as they are', async () => {
    const context = asking<string>({ subject: someone() });
    seen.length = 0;
    expect(await decide(watching, context)).toMatchObject({ status: 403, code: 'x' });
    expect(seen[0]).toBe(context);
  });

  test('is told of a refusal that is no matter of who they are as it is', async () => {
    expect(await decide(closed, asking({ subject }))).toMatchObject({ status: 403, code: 'closed' });
    expect(await decide(everybody, asking({ subject }))).toMatchObject({ isAllowed: true });
    expect(await decide(authenticated(), asking())).toMatchObject(nobody);
  });

  test('is not let in by a guard for everybody else', () => {
    for (const guard of [authenticated(), staff(), role('x')]) {
      const decision = guard(asking({ subject }));
      const told = { status: 403, code: 'no_access', reason: 'You do not have access to this service.' };
      expect(decision).toMatchObject({ isAllowed: false, ...told, outlook: 'refuses' });
      expect(not(guard)(asking({ subject }))).toMatchObject({ isAllowed: false, code: 'no_access' });
    }
  });
});
