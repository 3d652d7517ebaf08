import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Subject } from './access.types.ts';
import { decide, type DecisionContext } from './decide.rules.ts';
import {
  addressAllowed,
  allOf,
  anyOf,
  authenticated,
  describeRequirement,
  levelAtMost,
  levelOneOf,
  mayEnterService,
  not,
  ownerOfObject,
  ownerOrReadOnly,
  permission,
  role,
  safeMethod,
  serviceLevel,
  staff,
  superuser,
  type Policy,
} from './policy.rules.ts';

const roleNames = ['owner', 'admin', 'read-only'];
const permissionNames = ['users.read', 'users.update', 'orders.read'];
const userIds = ['user-1', 'user-2'];

const requirements: fc.Arbitrary<Policy> = fc.oneof(
  fc.constantFrom(authenticated(), staff(), superuser(), addressAllowed(), ownerOfObject(), safeMethod()),
  fc.constantFrom(...roleNames).map(role),
  fc.constantFrom(...permissionNames).map(permission),
  fc.integer({ min: 0, max: 4 }).map(levelAtMost),
  fc.array(fc.integer({ min: 0, max: 4 })).map((levels) => levelOneOf(...levels)),
);

function policiesOf(hasNot: boolean): fc.Arbitrary<Policy> {
  return fc.letrec<{ policy: Policy }>((tie) => ({
    policy: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      requirements,
      fc.array(tie('policy'), { maxLength: 4 }).map((of) => anyOf(...of)),
      fc.array(tie('policy'), { maxLength: 4 }).map((of) => allOf(...of)),
      ...(hasNot ? [tie('policy').map(not)] : []),
    ),
  })).policy;
}

const policies = policiesOf(true);
const notFree = policiesOf(false);

const subjects: fc.Arbitrary<Subject> = fc.record({
  userId: fc.constantFrom(...userIds),
  roles: fc.subarray(roleNames),
  permissions: fc.subarray(permissionNames),
  level: fc.option(fc.integer({ min: 0, max: 4 })),
  isStaff: fc.boolean(),
  isSuperuser: fc.boolean(),
});

function contextsOf(who: fc.Arbitrary<Subject | null>): fc.Arbitrary<DecisionContext> {
  return fc.record(
    {
      subject: who,
      isAddressBlocked: fc.boolean(),
      method: fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'POST', 'DELETE', 'get'),
      object: fc.record({ ownerId: fc.constantFrom(...userIds, null) }),
    },
    { requiredKeys: ['subject'] },
  );
}

const contexts = contextsOf(fc.option(subjects));

function passes(policy: Policy, context: DecisionContext): boolean {
  return decide(policy, context).isAllowed;
}

const anna: Subject = {
  userId: 'user-1',
  roles: ['admin'],
  permissions: ['users.read'],
  level: 2,
  isStaff: false,
  isSuperuser: false,
};

describe('the laws of decisions', () => {
  test('De Morgan: not any is all not, not all is any not', () => {
    fc.assert(
      fc.property(fc.array(policies, { maxLength: 4 }), contexts, (of, context) => {
        expect(passes(not(anyOf(...of)), context)).toBe(passes(allOf(...of.map(not)), context));
        expect(passes(not(allOf(...of)), context)).toBe(passes(anyOf(...of.map(not)), context));
      }),
    );
  });

  test('double negation and the excluded middle', () => {
    fc.assert(
      fc.property(policies, contexts, (policy, context) => {
        expect(passes(not(not(policy)), context)).toBe(passes(policy, context));
        expect(passes(not(policy), context)).toBe(!passes(policy, context));
        expect(passes(anyOf(policy, not(policy)), context)).toBe(true);
      }),
    );
  });

  test('any and all: their empty lists, themselves alone, order and repetition', () => {
    fc.assert(
      fc.property(policies, policies, contexts, (one, other, context) => {
        expect(passes(anyOf(), context)).toBe(false);
        expect(passes(allOf(), context)).toBe(true);
        for (const combine of [anyOf, allOf]) {
          expect(passes(combine(one), context)).toBe(passes(one, context));
          expect(passes(combine(one, one), context)).toBe(passes(one, context));
          expect(passes(combine(one, other), context)).toBe(passes(combine(other, one), context));
        }
        expect(passes(anyOf(one, anyOf()), context)).toBe(passes(one, context));
        expect(passes(allOf(one, allOf()), context)).toBe(passes(one, context));
        expect(passes(allOf(one, anyOf()), context)).toBe(false);
        expect(passes(anyOf(one, allOf()), context)).toBe(true);
      }),
    );
  });

  test('holding more never loses what a policy without not allows', () => {
    fc.assert(
      fc.property(notFree, contextsOf(subjects), subjects, (policy, context, more) => {
        fc.pre(context.subject !== null && passes(policy, context));
        const subject: Subject = {
          ...context.subject,
          roles: [...context.subject.roles, ...more.roles],
          permissions: [...context.subject.permissions, ...more.permissions],
          isStaff: context.subject.isStaff || more.isStaff,
          isSuperuser: context.subject.isSuperuser || more.isSuperuser,
        };
        expect(passes(policy, { ...context, subject })).toBe(true);
      }),
    );
  });

  test('the same question has the same answer, and asking changes nothing', () => {
    fc.assert(
      fc.property(policies, contexts, (policy, context) => {
        const before = JSON.stringify([policy, context]);
        expect(decide(policy, context)).toEqual(decide(policy, context));
        expect(JSON.stringify([policy, context])).toBe(before);
      }),
    );
  });

  test('a policy means the same after a trip through JSON', () => {
    fc.assert(
      fc.property(policies, contexts, (policy, context) => {
        const copy = JSON.parse(JSON.stringify(policy)) as Policy;
        expect(decide(copy, context)).toEqual(decide(policy, context));
      }),
    );
  });

  test('a refusal gives a reason that fits', () => {
    fc.assert(
      fc.property(policies, contexts, (policy, context) => {
        const decision = decide(policy, context);
        if (decision.isAllowed) return;
        if (decision.reason === 'unauthenticated') expect(context.subject).toBeNull();
        if (decision.reason === 'address_blocked') expect(context.isAddressBlocked).toBe(true);
        if (decision.reason === 'address_blocked' && context.subject) {
          expect(passes(policy, { ...context, isAddressBlocked: false })).toBe(true);
        }
      }),
    );
  });

  test('a sign-in is asked for whenever some sign-in would help', () => {
    fc.assert(
      fc.property(policies, contextsOf(fc.constant(null)), subjects, (policy, context, subject) => {
        const decision = decide(policy, context);
        fc.pre(!decision.isAllowed && passes(policy, { ...context, subject }));
        expect(decision).toMatchObject({ reason: 'unauthenticated' });
      }),
    );
  });

  test('meeting all that is missing of a policy without not is enough', () => {
    fc.assert(
      fc.property(notFree, contexts, (policy, context) => {
        const decision = decide(policy, context);
        fc.pre(!decision.isAllowed && !JSON.stringify(policy).includes('"any","of":[]'));
        const missing = decision.isAllowed ? [] : decision.missing;
        expect(missing.length).toBeGreaterThan(0);
        expect(missing.every((one) => !passes(one, context))).toBe(true);
      }),
    );
  });
});

describe('requirements', () => {
  const request: DecisionContext = { subject: anna, method: 'POST' };

  test.each([
    ['a role that is held', role('admin'), true],
    ['a role that is not', role('owner'), false],
    ['a permission that is held', permission('users.read'), true],
    ['a permission that is not', permission('users.update'), false],
    ['a level that is powerful enough', levelAtMost(2), true],
    ['a level that is not', levelAtMost(1), false],
    ['one of some levels', levelOneOf(0, 2, 3), true],
    ['none of some levels', levelOneOf(0, 1), false],
    ['staff', staff(), false],
    ['no staff', not(staff()), true],
    ['superuser', superuser(), false],
    ['signed in', authenticated(), true],
    ['a safe method', safeMethod(), false],
    ['an address that nobody blocked', addressAllowed(), true],
    ['the owner of no object', ownerOfObject(), false],
  ])('%s', (_what, policy, isAllowed) => {
    expect(passes(policy, request)).toBe(isAllowed);
  });

  test('a superuser holds every permission, and no role, level or staff flag for it', () => {
    const subject = { ...anna, isSuperuser: true, level: null };
    expect(passes(permission('anything.at_all'), { subject })).toBe(true);
    expect(passes(superuser(), { subject })).toBe(true);
    for (const fact of [role('owner'), levelAtMost(4), levelOneOf(0), staff()]) {
      expect(passes(fact, { subject })).toBe(false);
    }
  });

  test('staff is who has the flag', () => {
    expect(passes(staff(), { subject: { ...anna, isStaff: true } })).toBe(true);
  });

  test.each([
    ...(['GET', 'HEAD', 'OPTIONS'] as const).map((method) => [method, true] as const),
    ...['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'get', '', undefined].map(
      (method) => [method, false] as const,
    ),
  ])('a request by %s only reads: %s', (method, isSafe) => {
    expect(passes(safeMethod(), { subject: null, ...(method !== undefined && { method }) })).toBe(isSafe);
  });

  test('nobody without a level has any level', () => {
    const subject = { ...anna, level: null };
    expect(passes(levelAtMost(1_000), { subject })).toBe(false);
  });

  test('everybody reads and only the owner writes', () => {
    const object = { ownerId: 'user-1' };
    const other = { ...anna, userId: 'user-2' };
    expect(passes(ownerOrReadOnly(), { subject: null, method: 'GET', object })).toBe(true);
    expect(passes(ownerOrReadOnly(), { subject: other, method: 'GET', object })).toBe(true);
    expect(passes(ownerOrReadOnly(), { subject: other, method: 'DELETE', object })).toBe(false);
    expect(passes(ownerOrReadOnly(), { subject: anna, method: 'DELETE', object })).toBe(true);
    expect(passes(ownerOrReadOnly(), { subject: anna, method: 'DELETE', object: { ownerId: null } })).toBe(
      false,
    );
  });

  test('say in a few words what they are', () => {
    expect(describeRequirement(permission('users.read'))).toBe('permission users.read');
    expect(describeRequirement(levelAtMost(1))).toBe('level at most 1');
    expect(describeRequirement(levelOneOf(0, 2))).toBe('level one of 0, 2');
    expect(describeRequirement(staff())).toBe('staff');
    expect(describeRequirement(role('owner'))).toBe('role owner');
    expect(describeRequirement(mayEnterService('Orders'))).toBe('service Orders');
    expect(describeRequirement(serviceLevel('Orders', 'editor'))).toBe('level editor in service Orders');
  });
});
