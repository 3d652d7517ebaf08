import { expect } from 'vitest';
import type { Rows } from './row.types.ts';
import { aGroup, anId } from './shapes.ts';
import { unknownId } from './world.ts';

export const bulkRows: Rows = {
  'POST /api/v1/bulk': async ({ fresh }) => {
    const name = fresh('bulk-group');
    const missing = `/api/v1/users/${unknownId}`;
    return {
      call: (api) =>
        api.POST('/api/v1/bulk', {
          body: {
            requests: [
              { method: 'POST', path: '/api/v1/groups', body: { name } },
              { method: 'DELETE', path: missing },
            ],
          },
        }),
      answer: {
        status: 200,
        body: {
          items: [
            {
              index: 0,
              status: 201,
              etag: '"1"',
              location: expect.stringMatching(/^\/api\/v1\/groups\/[0-9a-f-]{36}$/) as string,
              body: aGroup({ name }),
            },
            {
              ...{ index: 1, status: 404, etag: null, location: null },
              body: {
                type: 'urn:ostiary:error:users.not_found',
                title: 'Not Found',
                status: 404,
                detail: 'There is no such user.',
                code: 'users.not_found',
                request_id: anId,
              },
            },
          ],
        },
      },
      audit: [{ action: 'group.create', target: { type: 'group', id: anId }, details: { name, roles: [] } }],
      invalid: {
        call: (api) =>
          api.POST('/api/v1/bulk', { body: { requests: [{ method: 'DELETE', path: '/api/v1//users' }] } }),
        code: 'request.invalid',
        paths: ['requests.0.path'],
      },
    };
  },
};
