import { expect, test } from 'vitest';
import { exportAddress, filterFrom, instantOf, peopleIn } from './audit-filter.rules.ts';

test('a filter is what the address says, without what is none', () => {
  expect(filterFrom({ action: ' user.* ', outcome: 'denied', actor_id: '', page: '2' })).toEqual({
    action: 'user.*',
    outcome: 'denied',
  });
  expect(filterFrom({ outcome: 'maybe', from: 'yesterday' })).toEqual({});
});

test('times of the viewer become those of the server', () => {
  const local = new Date(2026, 0, 15, 9, 30);
  expect(instantOf('2026-01-15T09:30')).toBe(local.toISOString());
  expect(instantOf('2026-01-15T09:30:00.000Z')).toBe('2026-01-15T09:30:00.000Z');
  expect(instantOf('')).toBeUndefined();
});

test('an export asks for the same, with everything written as an address takes it', () => {
  expect(exportAddress({ action: 'user.*', target_id: 'a&b' })).toBe(
    '/api/v1/audit/export?action=user.*&target_id=a%26b',
  );
});

test('names are looked up of people alone, of each once', () => {
  const ann = { type: 'user', id: 'ann' };
  expect(
    peopleIn([
      { actor: ann, target: { type: 'role', id: 'r' } },
      { actor: { type: 'system', id: null }, target: ann },
      { actor: { type: 'command', id: null }, target: { type: 'user', id: 'abe' } },
    ]),
  ).toEqual(['abe', 'ann']);
});
