import {
  any,
  anyone,
  authenticated,
  createGuards,
  ipBlocklist,
  not,
  ownerOrReadOnly,
  permission,
  requirement,
  role,
  staff,
  type Guard,
  type JsonObject,
  type Ostiary,
} from '@ostiary/sdk';

/** From the least to the most, as Ostiary knows them. */
export const levels = ['reader', 'editor'] as const;

export interface Shape {
  level: (typeof levels)[number];
  data: JsonObject;
}

/** One of our own. `requirement` adds what all guards have in common: 401 for nobody, 403 for the others. */
const fromTestCom = requirement<Shape>({
  description: 'somebody of test.com',
  code: 'not_of_test_com',
  reason: 'This is for people of test.com.',
  holds: ({ profile }) => profile.email?.endsWith('@test.com') === true,
});

/** Who may go where: the same on every framework. */
export function guardsByPath(ostiary: Ostiary<Shape>): Record<string, Guard<Shape>> {
  const { serviceAccess } = createGuards(ostiary);
  return {
    '/public': anyone(),
    '/me': authenticated(),
    '/clerks': role('clerk'),
    '/orders': permission('orders.read'),
    '/readers': serviceAccess('reader'),
    '/editors': serviceAccess('editor'),
    '/clerks-or-editors': any(role('clerk'), serviceAccess('editor')),
    '/not-for-staff': not(staff()),
    '/people-of-test-com': fromTestCom,
    '/not-from-there': ipBlocklist(['203.0.113.0/24', '2001:db8::/32']),
  };
}

export interface Note {
  /** The user's `sub`. */
  owner: string;
  text: string;
}

/** Everybody reads, the owner writes: judged when the note is loaded. */
export const noteGuard: Guard<Shape, Note> = ownerOrReadOnly((note) => note.owner);
