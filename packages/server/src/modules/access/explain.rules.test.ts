import { describe, expect, test } from 'vitest';
import type { Subject } from './access.types.ts';
import type { DecisionContext, ServiceStanding } from './decide.rules.ts';
import { explain } from './explain.rules.ts';
import type { HeldRole } from './holdings.types.ts';
import {
  addressAllowed,
  allOf,
  anyOf,
  authenticated,
  levelAtMost,
  levelOneOf,
  mayEnterService,
  not,
  ownerOfObject,
  permission,
  role,
  safeMethod,
  serviceLevel,
  staff,
  superuser,
  type Policy,
} from './policy.rules.ts';

const admin: HeldRole = { name: 'admin', level: 2, permissions: ['users.read'], group: null };
const adminOfStaff: HeldRole = { ...admin, group: 'Staff' };
const reader: HeldRole = { name: 'reader', level: 4, permissions: ['users.read', 'logs.read'], group: null };
const plain: HeldRole = { name: 'plain', level: null, permissions: [], group: null };
const roles = [admin, adminOfStaff, plain, reader];

const ann: Subject = {
  ...{ userId: 'ann', roles: ['admin', 'plain', 'reader'], permissions: ['logs.read', 'users.read'] },
  ...{ level: 2, isStaff: false, isSuperuser: false },
};

/** Each step as a line: met or not, what gives it, and the sentence. */
function lines(policy: Policy, context: Partial<DecisionContext> = {}): string[] {
  return explain(policy, { subject: ann, ...context }, roles).map(
    (step) =>
      `${step.isMet ? '+' : '-'} ${step.requirement} [${step.role ?? ''}|${step.group ?? ''}] ${step.text}`,
  );
}

describe('a decision is explained', () => {
  test('by every role that holds a permission, and every way by which that is held', () => {
    expect(lines(permission('users.read'))).toEqual([
      '+ permission users.read [admin|] The role admin holds users.read.',
      '+ permission users.read [admin|Staff] The role admin, through the group Staff, holds users.read.',
      '+ permission users.read [reader|] The role reader holds users.read.',
    ]);
    expect(lines(permission('logs.read'))).toEqual([
      '+ permission logs.read [reader|] The role reader holds logs.read.',
    ]);
    expect(lines(permission('keys.read'))).toEqual([
      '- permission keys.read [|] No role of the subject holds keys.read.',
    ]);
  });

  test('of a superuser by that first, and by the roles that hold a permission all the same', () => {
    const subject = { ...ann, isSuperuser: true };
    const first = 'The subject is a superuser, who holds every permission.';
    expect(lines(permission('logs.read'), { subject })).toEqual([
      `+ permission logs.read [|] ${first}`,
      '+ permission logs.read [reader|] The role reader holds logs.read.',
    ]);
    expect(lines(permission('keys.read'), { subject })).toEqual([`+ permission keys.read [|] ${first}`]);
    // A fact is explained by what it is.
    expect(lines(role('plain'), { subject })).toEqual(['+ role plain [plain|] The role plain is held.']);
  });

  test('by a role that is held, or that is not', () => {
    expect(lines(role('admin'))).toEqual([
      '+ role admin [admin|] The role admin is held.',
      '+ role admin [admin|Staff] The role admin, through the group Staff, is held.',
    ]);
    expect(lines(role('owner'))).toEqual(['- role owner [|] The subject does not hold the role owner.']);
  });

  test('by the roles of the most powerful level alone', () => {
    for (const [policy, words] of [
      [levelAtMost(3), 'level at most 3'],
      [levelOneOf(2, 4), 'level one of 2, 4'],
    ] as const) {
      expect(lines(policy)).toEqual([
        `+ ${words} [admin|] The role admin has level 2.`,
        `+ ${words} [admin|Staff] The role admin, through the group Staff, has level 2.`,
      ]);
    }
    expect(lines(levelAtMost(1))).toEqual([
      '- level at most 1 [|] The subject’s most powerful role does not meet level at most 1.',
    ]);
  });

  test.each<[Policy, Partial<DecisionContext>, string, string]>([
    [authenticated(), { subject: null }, 'The subject is signed in.', 'The subject is not signed in.'],
    [
      staff(),
      { subject: { ...ann, isStaff: true } },
      'The subject has the staff flag.',
      'The subject does not have the staff flag.',
    ],
    [
      superuser(),
      { subject: { ...ann, isSuperuser: true } },
      'The subject is a superuser.',
      'The subject is not a superuser.',
    ],
    [
      addressAllowed(),
      { isAddressBlocked: true },
      'The address is not blocked.',
      'The address is on the blocklist.',
    ],
    [
      ownerOfObject(),
      { object: { ownerId: 'ann' } },
      'The resource belongs to the subject.',
      'The resource does not belong to the subject.',
    ],
    [
      safeMethod(),
      { method: 'GET' },
      'The method only reads.',
      'The method does more than read, or is not given.',
    ],
  ])('by a fact: %j', (...[policy, other, met, unmet]) => {
    const kind = policy.kind;
    const both = [...lines(policy), ...lines(policy, other)].sort();
    expect(both).toEqual([`+ ${kind} [|] ${met}`, `- ${kind} [|] ${unmet}`]);
  });

  test('with null where no role and no group gives it', () => {
    expect(explain(authenticated(), { subject: ann }, roles)).toStrictEqual([
      {
        requirement: 'authenticated',
        isMet: true,
        role: null,
        group: null,
        text: 'The subject is signed in.',
      },
    ]);
  });

  test('of nobody by what they are not', () => {
    const policy = allOf(permission('users.read'), role('admin'), levelAtMost(4));
    expect(lines(policy, { subject: null }).map((line) => line[0])).toEqual(['-', '-', '-']);
  });
});

describe('access to a service is explained', () => {
  const enter = mayEnterService('Orders');
  const at = (standing: Partial<ServiceStanding>): Partial<DecisionContext> => ({
    services: new Map([['Orders', { mayEnter: true, levels: ['editor'], by: null, ...standing }]]),
  });

  test.each<[string, ServiceStanding['by'], string[]]>([
    ['everybody is let in', null, ['[|] Orders lets everybody in.']],
    [
      'it was given to the user',
      { holder: 'user', name: 'ann' },
      ['[|] The subject was given access to Orders.'],
    ],
    [
      'it was given to a group',
      { holder: 'group', name: 'Staff' },
      ['[|Staff] The group Staff has access to Orders.'],
    ],
    [
      'a role carries it, by every way that the role is held',
      { holder: 'role', name: 'admin' },
      [
        '[admin|] The role admin has access to Orders.',
        '[admin|Staff] The role admin, through the group Staff, has access to Orders.',
      ],
    ],
  ])('where %s', (_what, by, expected) => {
    expect(lines(enter, at({ by }))).toEqual(expected.map((line) => `+ service Orders ${line}`));
    expect(lines(serviceLevel('Orders', 'editor'), at({ by }))).toEqual(
      expected.map((line) => `+ level editor in service Orders ${line}`),
    );
  });

  test('where there is none', () => {
    const none = '- service Orders [|] The subject has no access to Orders.';
    expect(lines(enter)).toEqual([none]);
    expect(lines(enter, at({ mayEnter: false }))).toEqual([none]);
    expect(lines(serviceLevel('Orders', 'chief'), at({}))).toEqual([
      '- level chief in service Orders [|] The subject does not have the level chief in Orders.',
    ]);
  });
});

test('every requirement is explained once, in the order of the policy, however it is nested', () => {
  const policy = anyOf(
    allOf(role('owner'), not(staff())),
    allOf(not(role('owner')), anyOf(role('plain'), staff())),
    levelOneOf(1),
    levelAtMost(1),
  );
  expect(lines(policy).map((line) => line.slice(0, line.indexOf('[') - 1))).toEqual([
    '- role owner',
    '- staff',
    '+ role plain',
    '- level one of 1',
    '- level at most 1',
  ]);
  expect(lines(allOf())).toEqual([]);
});
