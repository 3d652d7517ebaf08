import { describe, expect, test } from 'vitest';
import type { Subject } from './access.types.ts';
import { decide, type DecisionContext } from './decide.rules.ts';
import {
  addressAllowed,
  allOf,
  anyOf,
  authenticated,
  mayEnterService,
  not,
  ownerOfObject,
  permission,
  role,
  safeMethod,
  serviceLevel,
  staff,
  type Policy,
} from './policy.rules.ts';

const anna: Subject = {
  userId: 'user-1',
  roles: ['admin'],
  permissions: ['users.read'],
  level: 2,
  isStaff: false,
  isSuperuser: false,
};

describe('the reason of a refusal', () => {
  const stranger: DecisionContext = { subject: null };

  test('is the missing sign-in where one could help, and only there', () => {
    expect(decide(permission('users.read'), stranger)).toMatchObject({ reason: 'unauthenticated' });
    expect(decide(allOf(authenticated(), safeMethod()), stranger)).toMatchObject({ reason: 'denied' });
    expect(decide(anyOf(), stranger)).toMatchObject({ reason: 'denied' });
    expect(decide(not(allOf()), stranger)).toMatchObject({ reason: 'denied' });
    expect(decide(ownerOfObject(), { ...stranger, object: { ownerId: null } })).toMatchObject({
      reason: 'denied',
    });
  });

  // What a sign-in could not change is not asked for, also where it is excluded.
  test.each<[string, Policy, Partial<DecisionContext>, string]>([
    ['being signed in', not(authenticated()), {}, 'denied'],
    ['what everybody is who signs in', not(anyOf(authenticated(), role('owner'))), {}, 'denied'],
    ['what some are', not(anyOf(role('owner'), staff())), {}, 'unauthenticated'],
    ['all of what some are', not(allOf(role('owner'), staff())), {}, 'unauthenticated'],
    ['all of nothing', not(allOf()), {}, 'denied'],
    ['being the owner', not(ownerOfObject()), { object: { ownerId: 'user-1' } }, 'unauthenticated'],
    ['being the owner of nobody’s', not(ownerOfObject()), { object: { ownerId: null } }, 'unauthenticated'],
    ['reading, of who reads', not(safeMethod()), { method: 'GET' }, 'denied'],
    ['reading, of who writes', not(safeMethod()), { method: 'POST' }, 'unauthenticated'],
    ['an address, from it', not(addressAllowed()), {}, 'denied'],
  ])('to a stranger where the policy excludes %s', (...[, excluded, context, reason]) => {
    const decision = decide(allOf(authenticated(), excluded), { ...stranger, ...context });
    expect(decision).toMatchObject({ isAllowed: false, reason });
  });

  test('is the blocked address when that alone stood in the way', () => {
    const policy = allOf(addressAllowed(), role('admin'));
    expect(decide(policy, { subject: anna, isAddressBlocked: true })).toEqual({
      isAllowed: false,
      reason: 'address_blocked',
      missing: [addressAllowed()],
    });
    expect(decide(policy, { subject: null, isAddressBlocked: true })).toMatchObject({
      reason: 'address_blocked',
    });
    expect(decide(allOf(addressAllowed(), role('owner')), { subject: anna, isAddressBlocked: true })).toEqual(
      {
        isAllowed: false,
        reason: 'denied',
        missing: [addressAllowed(), role('owner')],
      },
    );
  });

  test('names what was missing, once each, through any nesting', () => {
    const policy = allOf(role('owner'), anyOf(role('owner'), staff()), not(role('admin')), authenticated());
    expect(decide(policy, { subject: anna })).toEqual({
      isAllowed: false,
      reason: 'denied',
      missing: [role('owner'), staff(), role('admin')],
    });
  });
});

describe('access to a service', () => {
  const standing = { mayEnter: true, levels: ['reader'], by: null };
  const inOrders: DecisionContext = { subject: anna, services: new Map([['Orders', standing]]) };

  test('is what the service lets in, at a level that the subject has there', () => {
    expect(decide(mayEnterService('Orders'), inOrders)).toEqual({ isAllowed: true });
    expect(decide(serviceLevel('Orders', 'reader'), inOrders)).toEqual({ isAllowed: true });
    const missing = [serviceLevel('Orders', 'editor')];
    expect(decide(missing[0] ?? allOf(), inOrders)).toEqual({ isAllowed: false, reason: 'denied', missing });
  });

  test('is none where nothing is known of the service, where nobody enters, and for nobody', () => {
    const shut = { ...standing, mayEnter: false };
    const contexts: DecisionContext[] = [
      { subject: anna },
      { subject: anna, services: new Map([['Stock', standing]]) },
      { subject: anna, services: new Map([['Orders', shut]]) },
    ];
    for (const policy of [mayEnterService('Orders'), serviceLevel('Orders', 'reader')]) {
      for (const context of contexts) expect(decide(policy, context)).toMatchObject({ reason: 'denied' });
      expect(decide(policy, { ...inOrders, subject: null })).toMatchObject({ reason: 'unauthenticated' });
    }
  });
});
