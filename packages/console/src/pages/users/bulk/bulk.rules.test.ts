import { expect, test } from 'vitest';
import { inChunks, requestFor, sortResults, type BulkResult } from './bulk.rules.ts';

test('each action is what the API has for one user, names written as an address takes them', () => {
  expect(requestFor('deactivate', 'u', '')).toEqual({
    method: 'PATCH',
    path: '/api/v1/users/u',
    body: { is_active: false },
  });
  expect(requestFor('giveRole', 'u', 'a/b')).toEqual({ method: 'PUT', path: '/api/v1/users/u/roles/a%2Fb' });
  expect(requestFor('removeFromGroup', 'u', 'Back office')).toEqual({
    method: 'DELETE',
    path: '/api/v1/groups/Back%20office/members/u',
  });
});

test('chunks hold everything once, in order', () => {
  expect(inChunks([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
  expect(inChunks([], 2)).toEqual([]);
});

test('results are told apart: done, to be proved, and failed with the reason', () => {
  const result = (index: number, status: number, body: unknown): BulkResult => ({
    ...{ index, status, body },
    ...{ etag: null, location: null },
  });
  expect(
    sortResults(
      ['a', 'b', 'c', 'd'],
      [
        result(0, 200, {}),
        result(1, 401, { code: 'login.step_up_required' }),
        result(2, 409, { code: 'users.last_administrator', detail: 'The last one.' }),
        result(3, 424, null),
      ],
    ),
  ).toEqual({
    done: 1,
    unproved: ['b'],
    failures: [
      { id: 'c', reason: 'The last one.' },
      { id: 'd', reason: 'HTTP 424' },
    ],
  });
});
