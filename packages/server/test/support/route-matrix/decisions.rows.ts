import { expect } from 'vitest';
import type { Rows } from './row.types.ts';
import { unknownId } from './world.ts';

export const decisionRows: Rows = {
  'POST /api/v1/decisions': async ({ newUser, nobody }) => {
    const { id } = await newUser();
    const ask = (user: string, action: string) => ({ body: { subject: { user_id: user }, action } });
    return {
      call: (api) => api.POST('/api/v1/decisions', ask(id, 'users.read')),
      answer: {
        status: 200,
        body: {
          allowed: false,
          reason: 'denied',
          missing: ['permission users.read'],
          because: [
            {
              requirement: 'permission users.read',
              is_met: false,
              ...{ role: null, group: null },
              text: 'No role of the subject holds users.read.',
            },
          ],
        },
      },
      denied: {
        by: nobody,
        call: (api) => api.POST('/api/v1/decisions', ask(id, 'users.read')),
        code: 'access.denied',
        audit: [
          {
            action: 'access.denied',
            outcome: 'denied',
            details: { code: 'access.denied', needs: ['permission access.decide'] },
          },
        ],
      },
      missing: {
        call: (api) => api.POST('/api/v1/decisions', ask(unknownId, 'users.read')),
        code: 'users.not_found',
      },
      invalid: {
        call: (api) =>
          api.POST('/api/v1/decisions', { body: { subject: { user_id: 'nonsense' }, action: '' } }),
        code: 'request.invalid',
        paths: ['action', 'subject.user_id'],
      },
    };
  },
  'GET /api/v1/access-review': async ({ newUser }) => {
    const { id, username } = await newUser();
    // Whoever holds nothing is there as well.
    const reviewed = {
      ...{ id, username, email: null, is_active: true, is_staff: false, is_superuser: false },
      ...{ roles: [], groups: [], group_roles: [], permissions: 0, level: null },
      // Rows of other operations made these.
      services: expect.any(Array) as unknown,
    };
    return {
      call: (api) => api.GET('/api/v1/access-review', { params: { query: { limit: 200 } } }),
      answer: {
        status: 200,
        body: { items: expect.arrayContaining([reviewed]) as unknown, next_cursor: null },
      },
      invalid: {
        call: (api) => api.GET('/api/v1/access-review', { params: { query: { cursor: 'nonsense' } } }),
        code: 'request.invalid',
        paths: ['cursor'],
      },
    };
  },
};
