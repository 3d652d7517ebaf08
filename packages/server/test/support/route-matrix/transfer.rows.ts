import type { OstiaryClient, paths } from '@ostiary/contract/client';
import { expect } from 'vitest';
import type { Rows } from './row.types.ts';
import { anId, aTime } from './shapes.ts';
import { unknownId, type World } from './world.ts';

type ImportQuery = NonNullable<paths['/api/v1/imports']['post']['parameters']['query']>;

/** Sends text as it stands. */
function sendLines(api: OstiaryClient, lines: object[], query: ImportQuery = {}) {
  return api.POST('/api/v1/imports', {
    params: { query },
    headers: { 'content-type': 'application/jsonl' },
    body: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    bodySerializer: String,
  });
}

const none = { created: 0, updated: 0, unchanged: 0, failed: 0 };

async function newImport({ fresh, root }: World): Promise<string> {
  const { data } = await sendLines(root.api, [{ username: fresh('imported') }]);
  // JSON Lines are for those who ask for progress.
  return typeof data === 'object' ? (data.id ?? '') : '';
}

const aRun = ({ root }: World, id: string) => ({
  ...{ id, format: 'jsonl', started_by: root.id },
  ...{ started_at: aTime, updated_at: aTime, finished_at: aTime },
  ...{ ...none, lines_done: 1, created: 1 },
});

export const transferRows: Rows = {
  'POST /api/v1/imports': async (world) => {
    const { fresh } = world;
    const [username, finished] = [fresh('line'), await newImport(world)];
    return {
      call: (api) => sendLines(api, [{ username, is_active: false }]),
      answer: {
        status: 200,
        body: { id: anId, lines: 1, ...none, created: 1, problems: [], problems_left_out: 0 },
      },
      audit: [
        {
          action: 'user.import',
          target: { type: 'import', id: anId },
          details: { ...none, created: 1, denied: 0, first_line: 1, last_line: 1 },
        },
      ],
      missing: {
        call: (api) => sendLines(api, [{ username }], { resume: unknownId }),
        code: 'transfer.run_not_found',
      },
      conflict: {
        call: (api) => sendLines(api, [{ username }], { resume: finished }),
        code: 'transfer.run_finished',
      },
      invalid: {
        call: (api) => sendLines(api, [{ username }], { existing: 'perhaps' as never }),
        code: 'request.invalid',
        paths: ['existing'],
      },
    };
  },
  'GET /api/v1/imports': async (world) => {
    const id = await newImport(world);
    return {
      call: (api) => api.GET('/api/v1/imports', { params: { query: { limit: 200 } } }),
      answer: {
        status: 200,
        body: { items: expect.arrayContaining([aRun(world, id)]) as unknown, next_cursor: null },
      },
      invalid: {
        call: (api) => api.GET('/api/v1/imports', { params: { query: { cursor: 'nonsense' } } }),
        code: 'request.invalid',
        paths: ['cursor'],
      },
    };
  },
  'GET /api/v1/imports/{id}': async (world) => {
    const id = await newImport(world);
    const path = (run: string) => ({ params: { path: { id: run } } });
    return {
      call: (api) => api.GET('/api/v1/imports/{id}', path(id)),
      answer: { status: 200, body: aRun(world, id) },
      missing: {
        call: (api) => api.GET('/api/v1/imports/{id}', path(unknownId)),
        code: 'transfer.run_not_found',
      },
      invalid: {
        call: (api) => api.GET('/api/v1/imports/{id}', path('nonsense')),
        code: 'request.invalid',
        paths: ['id'],
      },
    };
  },
  'GET /api/v1/exports/users': async ({ newUser }) => {
    const { username } = await newUser();
    return {
      call: (api) => api.GET('/api/v1/exports/users', { parseAs: 'text' }),
      answer: { status: 200, body: expect.stringContaining(`"username":"${username}"`) as string },
      audit: [
        {
          action: 'user.export',
          details: { format: 'jsonl', include_hashes: false, include_roles: false, include_groups: false },
        },
      ],
      invalid: {
        call: (api) => api.GET('/api/v1/exports/users', { params: { query: { include: 'nothing' } } }),
        code: 'request.invalid',
        paths: ['include'],
      },
    };
  },
};
