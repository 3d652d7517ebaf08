import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  added,
  countChanges,
  holds,
  isAsShown,
  permissionsAfter,
  rebased,
  removed,
  withPermission,
  withRole,
  type Changes,
} from './changes.rules.ts';
import type { Role } from './roles.queries.ts';

function role(id: string, permissions: string[]): Role {
  const times = { created_at: '', updated_at: '' };
  return { id, name: id, level: null, description: '', is_builtin: false, permissions, ...times };
}

const catalogue = ['a.read', 'a.write', 'b.read', 'b.write'].map((name) => ({ name }));
const clerk = role('clerk', ['a.read', 'b.read']);

test('a change that is taken back is no change', () => {
  const once = withPermission(clerk, undefined, { permission: 'a.write', isHeld: true });
  expect(once).toEqual({ 'a.write': true });
  expect(holds(clerk, once, 'a.write')).toBe(true);
  const back = withPermission(clerk, once, { permission: 'a.write', isHeld: false });
  expect(back).toEqual({});
  expect(withRole({ clerk: once }, 'clerk', back)).toEqual({});
});

test('changes are counted over roles, and told apart', () => {
  const changes: Changes = { clerk: { 'a.write': true, 'a.read': false }, boss: { 'b.write': true } };
  expect(countChanges(changes)).toEqual({ changes: 3, roles: 2 });
  expect(added(changes['clerk'] ?? {})).toEqual(['a.write']);
  expect(removed(changes['clerk'] ?? {})).toEqual(['a.read']);
  expect(permissionsAfter(clerk, changes['clerk'] ?? {})).toEqual(['a.write', 'b.read']);
});

test('what somebody else has done meanwhile is no change any more; what they did otherwise stays theirs', () => {
  const changes: Changes = { clerk: { 'a.write': true, 'b.read': false }, gone: { 'a.read': true } };
  const now = role('clerk', ['a.read', 'a.write', 'b.read', 'b.write']);
  const left = rebased(changes, [now], catalogue);
  expect(left).toEqual({ clerk: { 'b.read': false } });
  expect(permissionsAfter(now, left['clerk'] ?? {})).toEqual(['a.read', 'a.write', 'b.write']);
});

test('a permission that was deleted is not asked for', () => {
  expect(rebased({ clerk: { 'c.read': true } }, [clerk], catalogue)).toEqual({});
});

test('a role is as it was shown in whatever order its permissions come', () => {
  expect(isAsShown(clerk, { permissions: ['b.read', 'a.read'] })).toBe(true);
  expect(isAsShown(clerk, { permissions: ['a.read'] })).toBe(false);
});

test('however boxes are ticked, what is saved is what the boxes show, and saving it leaves nothing to do', () => {
  const names = catalogue.map(({ name }) => name);
  const ticks = fc.array(fc.tuple(fc.constantFrom(...names), fc.boolean()));
  fc.assert(
    fc.property(fc.subarray(names), ticks, (permissions, all) => {
      const before = role('one', permissions);
      let changes = {};
      for (const [permission, isHeld] of all) {
        changes = withPermission(before, changes, { permission, isHeld });
      }
      const after = permissionsAfter(before, changes);
      expect(after).toEqual(names.filter((name) => holds(before, changes, name)));
      expect(rebased({ one: changes }, [role('one', after)], catalogue)).toEqual({});
    }),
  );
});
