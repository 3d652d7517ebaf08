import { expect } from 'vitest';
import type { Rows } from './row.types.ts';
import { anId, aTime, onePage } from './shapes.ts';

const lines = (entries: object[]): string => entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');

export const auditRows: Rows = {
  'GET /api/v1/audit': async ({ newGroup, root }) => {
    const { id, name } = await newGroup();
    return {
      call: (api) => api.GET('/api/v1/audit', { params: { query: { target_id: id } } }),
      answer: {
        status: 200,
        body: onePage({
          ...{ seq: expect.any(Number) as number, id: anId, at: aTime },
          actor: { type: 'user', id: root.id },
          ...{ action: 'group.create', outcome: 'success', target: { type: 'group', id } },
          ...{ address: '127.0.0.1', user_agent: 'node', request_id: anId },
          details: { name, roles: [] },
        }),
      },
      invalid: {
        call: (api) => api.GET('/api/v1/audit', { params: { query: { cursor: 'nonsense' } } }),
        code: 'request.invalid',
        paths: ['cursor'],
      },
    };
  },
  'POST /api/v1/audit/verify': async ({ auditHead }) => ({
    call: (api) => api.POST('/api/v1/audit/verify'),
    invalid: {
      call: (api) =>
        api.POST('/api/v1/audit/verify', { params: { query: { progress: 'perhaps' as never } } }),
      code: 'request.invalid',
      paths: ['progress'],
    },
    answer: {
      status: 200,
      body: {
        is_intact: true,
        // The refusals before it are entries as well.
        entries: expect.closeTo(await auditHead(), -1) as number,
        head_hash: expect.any(String) as string,
        first_bad_seq: null,
        reason: null,
      },
    },
  }),
  'GET /api/v1/audit/export': async ({ newGroup, root }) => {
    const { id } = await newGroup();
    const query = { target_id: id, fields: 'action,outcome' };
    const { data } = await root.api.GET('/api/v1/audit', { params: { query } });
    return {
      call: (api) => api.GET('/api/v1/audit/export', { params: { query }, parseAs: 'text' }),
      answer: { status: 200, body: lines(data?.items ?? []) },
      audit: [{ action: 'audit.export', details: { target_id: id, order: 'seq' } }],
      invalid: {
        call: (api) => api.GET('/api/v1/audit/export', { params: { query: { fields: 'colour' } } }),
        code: 'request.invalid',
        paths: ['fields'],
      },
    };
  },
};

export const eventRows: Rows = {
  'GET /api/v1/events': async ({ newUser }) => {
    const { id } = await newUser();
    return {
      call: (api) => api.GET('/api/v1/events', { params: { query: { subject_id: id } } }),
      answer: {
        status: 200,
        body: {
          ...onePage({
            ...{ id: expect.any(Number) as number, type: 'user.created', subject_id: id, at: aTime },
            data: { is_active: true },
          }),
          tail_cursor: expect.any(String) as string,
        },
      },
      invalid: {
        call: (api) => api.GET('/api/v1/events', { params: { query: { wait: 31 } } }),
        code: 'request.invalid',
        paths: ['wait'],
      },
    };
  },
};
