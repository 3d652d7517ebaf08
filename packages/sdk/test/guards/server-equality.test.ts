import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideOnServer, type DecisionContext, type Policy } from '../../../testkit/src/decision.ts';
import {
  all,
  any,
  authenticated,
  ipBlocklist,
  level,
  not,
  owner,
  permission,
  role,
  safeMethod,
  staff,
  superuser,
} from '../../src/guards/index.ts';
import type { Guard, GuardContext, GuardDecision, ServiceShape } from '../../src/types.ts';
import { someone } from './subjects.fixture.ts';

type Owned = { ownerId: string | null };
type Shared = Guard<ServiceShape, Owned>;

/** The same demand in the words of the kit. */
function guardFor(policy: Policy): Shared {
  switch (policy.kind) {
    case 'any':
      return any(...policy.of.map(guardFor));
    case 'all':
      return all(...policy.of.map(guardFor));
    case 'not':
      return not(guardFor(policy.policy));
    case 'role':
      return role(policy.name);
    case 'permission':
      return permission(policy.name);
    case 'level':
      return level('atMost' in policy ? { atMost: policy.atMost } : { oneOf: policy.oneOf });
    case 'addressAllowed':
      return ipBlocklist(['192.0.2.0/24']);
    case 'ownerOfObject':
      return owner<Owned>(({ ownerId }) => ownerId);
    case 'authenticated':
      return authenticated();
    case 'safeMethod':
      return safeMethod();
    case 'staff':
      return staff();
    case 'superuser':
      return superuser();
    case 'mayEnterService':
    case 'serviceLevel':
      throw new TypeError('The kit stands in a service: whoever may not enter does not come as far');
  }
}

/** The same guard, but each of its parts takes a while. */
function later(guard: Shared): Shared {
  return async (context) => guard(context);
}

function slowGuardFor(policy: Policy): Shared {
  switch (policy.kind) {
    case 'any':
      return any(...policy.of.map(slowGuardFor));
    case 'all':
      return all(...policy.of.map(slowGuardFor));
    case 'not':
      return not(slowGuardFor(policy.policy));
    default:
      return later(guardFor(policy));
  }
}

const names = fc.constantFrom('owner', 'investor');
const levels = fc.integer({ min: 1, max: 3 });

const { policy: policies } = fc.letrec<{ policy: Policy; leaf: Policy }>((tie) => ({
  policy: fc.oneof(
    { maxDepth: 4, depthSize: 'medium', withCrossShrink: true },
    tie('leaf'),
    fc.record({ kind: fc.constant('any' as const), of: fc.array(tie('policy'), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('all' as const), of: fc.array(tie('policy'), { maxLength: 3 }) }),
    fc.record({ kind: fc.constant('not' as const), policy: tie('policy') }),
  ),
  leaf: fc.oneof(
    fc.record({ kind: fc.constantFrom('role' as const, 'permission' as const), name: names }),
    fc.record({ kind: fc.constant('level' as const), atMost: levels }),
    fc.record({ kind: fc.constant('level' as const), oneOf: fc.array(levels, { maxLength: 2 }) }),
    fc.record({
      kind: fc.constantFrom(
        ...(['authenticated', 'staff', 'superuser', 'addressAllowed'] as const),
        ...(['ownerOfObject', 'safeMethod'] as const),
      ),
    }),
  ),
}));

const held = fc.subarray(['owner', 'investor']);
const contexts = fc.record({
  subject: fc.option(
    fc.record({
      roles: held,
      permissions: held,
      level: fc.option(levels),
      isStaff: fc.boolean(),
      isSuperuser: fc.boolean(),
    }),
  ),
  isAddressBlocked: fc.boolean(),
  method: fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'POST', 'DELETE'),
  object: fc.option(fc.record({ ownerId: fc.constantFrom('u1', 'u2', null) }), { nil: undefined }),
});

type Drawn = typeof contexts extends fc.Arbitrary<infer T> ? T : never;

function onServer({ subject, object, ...rest }: Drawn): DecisionContext {
  return { ...rest, subject: subject && { userId: 'u1', ...subject }, ...(object && { object }) };
}

function inKit({ subject, isAddressBlocked, method, object }: Drawn): GuardContext<ServiceShape, Owned> {
  return {
    subject: subject && someone(subject),
    method,
    address: isAddressBlocked ? '192.0.2.9' : '203.0.113.9',
    request: undefined,
    ...(object && { object }),
  };
}

const statusOf = (decision: GuardDecision): number => (decision.isAllowed ? 200 : decision.status);

function statusOnServer(policy: Policy, context: DecisionContext): number {
  const decision = decideOnServer(policy, context);
  if (decision.isAllowed) return 200;
  return decision.reason === 'unauthenticated' ? 401 : 403;
}

test('a guard allows, asks for a sign-in and refuses exactly where the server would', () => {
  fc.assert(
    fc.property(policies, contexts, (policy, context) => {
      const decision = guardFor(policy)(inKit(context)) as GuardDecision;
      expect(statusOf(decision)).toBe(statusOnServer(policy, onServer(context)));
    }),
    { numRuns: 5_000 },
  );
});

test('guards that take a while decide as those that do not', async () => {
  await fc.assert(
    fc.asyncProperty(policies, contexts, async (policy, context) => {
      // A leaf that is answered late has lost nothing of what it knows.
      const decision = await slowGuardFor(policy)(inKit(context));
      expect(statusOf(decision)).toBe(statusOnServer(policy, onServer(context)));
    }),
    { numRuns: 1_000 },
  );
});

test('a sign-in is asked for only where it could change the answer', () => {
  fc.assert(
    fc.property(policies, contexts, (policy, context) => {
      const decision = guardFor(policy)(inKit(context)) as GuardDecision;
      if (decision.isAllowed || decision.status !== 401) return;
      expect(context.subject).toBeNull();
      expect(decision.outlook).not.toBe('refuses');
    }),
  );
});
