import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OutboxEvent } from '#modules/events';
import type { Service } from '#modules/services';
import type { Facts } from '../records/records.types.ts';
import { framesOf } from '../following/frames.rules.ts';
import { tell } from './items.rules.ts';
import { withoutOldResets } from './replay.rules.ts';

const service: Service = {
  ...{ id: 'service', name: 'Orders', description: '', audience: 'https://orders.example.org' },
  ...{ scopes: [], tokenFormat: 'jwt', accessTokenSeconds: null, dataSchema: null },
  ...{ entry: 'everyone', accessLevels: [], fields: ['email', 'created_at'] },
  ...{ createdAt: 0, updatedAt: 0, version: 1 },
};

const user = {
  ...{ id: 'ann', email: 'ann@example.org', username: 'ann', firstName: 'Ann', lastName: 'Lee' },
  ...{ phone: null, externalId: null, isActive: true, isStaff: false, isSuperuser: false, createdAt: 0 },
};

const facts: Facts = {
  users: new Map([['ann', user]]),
  roles: new Map([['clerk', { id: 'clerk', name: 'clerk', level: 3, permissions: ['orders.read'] }]]),
  groups: new Map(),
  rolesOfUser: new Map([['ann', ['clerk']]]),
  groupsOfUser: new Map(),
  rolesOfGroup: new Map(),
  grants: new Map([['service user ann', { level: null, data: { region: 'north' } }]]),
  services: new Map([['service', service]]),
};

const types = [
  'user.updated',
  'user.deleted',
  'role.changed',
  'session.ended',
  'key.rotated',
  'token.family_ended',
];

const someEvents = fc
  .array(fc.tuple(fc.constantFrom(...types), fc.constantFrom('ann', 'bob', 'clerk')), { maxLength: 30 })
  .map((pairs) =>
    pairs.map(([type, subjectId], index): OutboxEvent => ({
      id: index + 1,
      type,
      subjectId,
      data: {},
      at: index,
    })),
  );

const entriesOf = (events: readonly OutboxEvent[]) =>
  events.map((event) => ({ event, cursor: `${event.id}.print` }));

describe('what a service is told', () => {
  test('of a user is what it may see', () => {
    const [event] = [{ id: 7, type: 'user.updated', subjectId: 'ann', data: {}, at: 5 }];
    expect(tell(entriesOf([event]), service, facts)).toEqual([
      {
        position: 7,
        cursor: '7.print',
        items: [
          {
            ...{ position: 7, at: 5, kind: 'user', sub: 'ann' },
            user: {
              ...{ sub: 'ann', is_active: true, is_staff: false, is_superuser: false },
              ...{ role_ids: ['clerk'], group_ids: [], access: { level: null, data: { region: 'north' } } },
              ...{ email: 'ann@example.org', created_at: '1970-01-01T00:00:00.000Z' },
            },
          },
        ],
      },
    ]);
  });

  test('is in order, names everything once, and no more than something happened to', () => {
    fc.assert(
      fc.property(someEvents, (events) => {
        const told = tell(entriesOf(events), service, facts);
        const positions = told.map(({ position }) => position);
        expect(positions).toEqual(positions.toSorted((a, b) => a - b));
        const items = told.flatMap((one) => one.items);
        const keys = items.map((item) =>
          item.kind === 'user' ? `user ${item.sub}` : 'id' in item ? `${item.kind} ${item.id}` : item.kind,
        );
        expect(new Set(keys).size).toBe(keys.length);
        for (const item of items) {
          const last = events.findLast(({ id }) => id === item.position);
          expect(last).toBeDefined();
        }
        const aboutUsers = events.filter(({ type }) => type.startsWith('user.'));
        const subs = new Set(aboutUsers.map(({ subjectId }) => subjectId));
        expect(new Set(items.flatMap((item) => (item.kind === 'user' ? [item.sub] : [])))).toEqual(subs);
      }),
    );
  });

  test('cut in two, comes to the same for whoever keeps the last of everything', () => {
    fc.assert(
      fc.property(someEvents, fc.nat(30), (events, at) => {
        const entries = entriesOf(events);
        const kept = (told: ReturnType<typeof tell>) =>
          new Map(
            told.flatMap(({ items }) =>
              items.map((item) => [
                item.kind === 'user' ? `user ${item.sub}` : JSON.stringify({ ...item, position: 0, at: 0 }),
                item,
              ]),
            ),
          );
        const whole = kept(tell(entries, service, facts));
        const parts = [entries.slice(0, at), entries.slice(at)].flatMap((part) => tell(part, service, facts));
        expect(Object.fromEntries(kept(parts))).toEqual(Object.fromEntries(whole));
      }),
    );
  });
});

test('a stream has one id for each event, on the last of its items', () => {
  const base = { position: 3, at: 0 };
  const told = [
    {
      position: 3,
      cursor: '3.x',
      items: [{ ...base, kind: 'keys' } as const, { ...base, kind: 'reset' } as const],
    },
  ];
  expect(framesOf(told)).toBe(
    'event: item\ndata: {"position":3,"at":0,"kind":"keys"}\n\n' +
      'event: item\nid: 3.x\ndata: {"position":3,"at":0,"kind":"reset"}\n\n',
  );
  expect(withoutOldResets(told, 2)).toEqual(told);
  expect(withoutOldResets(told, 3)).toEqual([{ ...told[0], items: [{ ...base, kind: 'keys' }] }]);
});
