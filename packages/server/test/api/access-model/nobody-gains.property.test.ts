import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { addPerson } from '../../support/http-client.ts';
import { testApp, type TestApp } from '../../support/test-app.ts';
import { apply } from './effects.ts';
import { outcomeOf, powerOf, type Command, type HolderType, type Model, type RoleModel } from './model.ts';
import { Site, type Standing } from './site.ts';

let ostiary: TestApp;

beforeAll(async () => {
  ostiary = await testApp();
  // The last administrator cannot be demoted; every run may demote its own.
  await addPerson(ostiary.services, { username: 'anchor', roles: [], isSuperuser: true });
});
afterAll(() => ostiary.close());

const own = ['own.a', 'own.b', 'own.c'];
const builtin = [
  ...['roles.manage', 'roles.grant', 'users.create', 'users.update', 'users.reset_password'],
  ...['services.grant', 'services.manage'],
];
const everything = [...own, ...builtin];

/**
 * A superuser, one who defines roles, one who gives them, one who looks after users, and one who has nothing.
 * A group and a role carry access to the service.
 */
function start(): Model {
  const role = (level: number | null, ...permissions: string[]): RoleModel => ({
    permissions: new Set(permissions),
    level,
    isRenamed: false,
    access: null,
  });
  const user = (...roles: number[]) => ({
    ...{ roles: new Set(roles), isStaff: false, isSuperuser: false, access: null },
  });
  return {
    permissions: new Set(['own.a', 'own.b']),
    roles: new Map([
      [0, role(2, 'roles.manage', 'roles.grant', 'services.grant', 'own.a')],
      [1, role(4, 'roles.grant', 'services.grant', 'own.b')],
      [2, { ...role(null, 'users.create', 'users.update', 'users.reset_password'), access: 0 }],
    ]),
    groups: new Map([[0, { roles: new Set(), members: new Set(), access: 1 }]]),
    users: [{ ...user(), isSuperuser: true }, user(0), user(1, 2), { ...user(2), isStaff: true }, user()],
  };
}

const place = fc.nat(4);
const holder = fc.constantFrom<HolderType>('user', 'group', 'role');
const level = fc.option(fc.nat(5), { nil: null });
const permissions = fc.oneof(
  fc.subarray(['own.a', 'roles.grant', 'roles.manage']),
  fc.uniqueArray(fc.constantFrom(...everything), { maxLength: 4 }),
);

function named<Name extends Command['do']>(...names: Name[]): fc.Arbitrary<Name> {
  return fc.constantFrom(...names);
}

const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ do: named('define', 'undefine'), permission: fc.constantFrom(...own) }),
  { weight: 2, arbitrary: fc.record({ do: named('createRole'), role: place, permissions, level }) },
  {
    weight: 4,
    arbitrary: fc.record(
      { do: named('editRole'), role: place, permissions, level, isRenamed: fc.boolean() },
      { requiredKeys: ['do', 'role'] },
    ),
  },
  fc.record({ do: named('deleteRole'), role: place }),
  { weight: 2, arbitrary: fc.record({ do: named('createGroup'), group: fc.nat(1) }) },
  fc.record({ do: named('renameGroup', 'deleteGroup'), group: fc.nat(1) }),
  { weight: 4, arbitrary: fc.record({ do: named('grant', 'revoke'), role: place, user: place }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: named('grantGroup', 'revokeGroup'), role: place, group: fc.nat(1) }),
  },
  { weight: 4, arbitrary: fc.record({ do: named('join', 'leave'), group: fc.nat(1), user: place }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: named('createUser'),
      roles: fc.uniqueArray(place, { maxLength: 2 }),
      isStaff: fc.boolean(),
      isSuperuser: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.oneof(
      fc.record({ do: named('setFlags'), user: place, isStaff: fc.boolean() }),
      fc.record({ do: named('setFlags'), user: place, isSuperuser: fc.boolean() }),
    ),
  },
  fc.record({ do: named('resetPassword'), user: place }),
  {
    weight: 3,
    arbitrary: fc.record({ do: named('giveAccess'), holder, place, level: fc.integer({ min: -1, max: 1 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: named('takeAccess'), holder, place }) },
);

/** Superusers may do everything, so most steps are somebody else's. */
const actor = fc.oneof(fc.constant(0), fc.constant(1), { weight: 4, arbitrary: fc.nat(7) });
const steps = fc.array(fc.tuple(actor, command), { minLength: 1, maxLength: 30, size: 'max' });

/** Whoever gained something got it from somebody who held it: said of the real subjects, not of the model. */
function expectNoGain(by: Standing, before: Standing[], after: Standing[]): void {
  if (by.isSuperuser) return;
  for (const [index, now] of after.entries()) {
    const was = before[index] ?? {
      permissions: [] as string[],
      level: null,
      isStaff: false,
      isSuperuser: false,
      access: null,
    };
    const gained = now.permissions.filter((name) => !was.permissions.includes(name));
    expect(by.permissions).toEqual(expect.arrayContaining(gained));
    if (now.level !== null && (was.level === null || now.level < was.level)) {
      expect(by.level ?? Infinity).toBeLessThanOrEqual(now.level);
    }
    if (now.access !== null && (was.access === null || now.access > was.access)) {
      const manages = by.permissions.includes('services.manage');
      expect(manages ? Infinity : (by.access ?? -Infinity)).toBeGreaterThanOrEqual(now.access);
    }
    if (now.isStaff && !was.isStaff) expect(by.isStaff).toBe(true);
    expect(now.isSuperuser && !was.isSuperuser).toBe(false);
  }
}

/** Whoever can sign in as another has what the other has. */
function expectNoTakeOver(by: Standing, target: Standing): void {
  if (by.isSuperuser) return;
  expect(target.isSuperuser).toBe(false);
  expect(by.permissions).toEqual(expect.arrayContaining(target.permissions));
  if (target.level !== null) expect(by.level ?? Infinity).toBeLessThanOrEqual(target.level);
}

function inModel(model: Model, site: Site) {
  return model.users.map((_, user) => {
    const { permissions: held, level: best, roles, ...rest } = powerOf(model, user);
    const userId = site.users[user];
    return { permissions: [...held].sort(), roles: roles.size, userId, ...rest, level: best };
  });
}

let runs = 0;
const done: Record<string, number> = {};

async function walk(path: [number, Command][]): Promise<void> {
  const model = start();
  const site = new Site(ostiary, `run${runs++}`);
  await site.build(model);
  let subjects = await site.subjects();
  for (const [who, step] of path) {
    const user = who % subjects.length;
    const by = subjects[user]!;
    const expected = outcomeOf(model, powerOf(model, user), step);
    expect(await site.perform(by, step)).toBe(expected);
    if (expected === 'done') apply(model, step);
    const after = await site.subjects();
    expectNoGain(by, subjects, after);
    if (expected === 'done' && step.do === 'resetPassword') expectNoTakeOver(by, subjects[step.user]!);
    expect(after.map((subject) => site.inModelTerms(subject))).toEqual(inModel(model, site));
    subjects = after;
    const kind = `${step.do} ${by.isSuperuser ? 'by a superuser' : 'by another'}: ${expected}`;
    done[kind] = (done[kind] ?? 0) + 1;
  }
}

test('nobody ever holds what nobody who held it gave them', { timeout: 60_000 }, async () => {
  await fc.assert(fc.asyncProperty(steps, walk), { numRuns: 180 });
});

test('the walks above were no idle ones', () => {
  for (const name of ['editRole', 'grant', 'grantGroup', 'join', 'createRole', 'giveAccess']) {
    expect(done[`${name} by another: done`], name).toBeGreaterThan(0);
    expect(done[`${name} by another: refused`], name).toBeGreaterThan(0);
  }
});
