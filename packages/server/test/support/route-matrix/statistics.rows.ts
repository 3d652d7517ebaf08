import { expect } from 'vitest';
import type { Rows } from './row.types.ts';

const from = '2026-03-01T10:20:00.000Z';
const anInteger = expect.any(Number) as unknown;

export const statisticsRows: Rows = {
  'GET /api/v1/statistics': async () => ({
    call: (api) =>
      api.GET('/api/v1/statistics', {
        params: { query: { from, to: '2026-03-01T12:00:00.000Z', step: 'hour' } },
      }),
    answer: {
      status: 200,
      body: {
        from: '2026-03-01T10:00:00.000Z',
        step: 'hour',
        series: expect.arrayContaining([{ name: 'mail.failed', counts: [0, 0] }]) as unknown,
      },
    },
    invalid: {
      call: (api) => api.GET('/api/v1/statistics', { params: { query: { from, to: from, step: 'day' } } }),
      code: 'request.invalid',
      paths: ['to'],
    },
  }),
  'GET /api/v1/overview': async () => ({
    call: (api) => api.GET('/api/v1/overview'),
    answer: {
      status: 200,
      body: {
        users: { count: anInteger, is_estimate: false },
        sessions: { count: anInteger, is_more: false },
        health: {
          version: expect.stringMatching(/^\d/) as unknown,
          database: expect.stringMatching(/^(sqlite|postgres)$/) as unknown,
          database_bytes: anInteger,
          is_mail_on: expect.any(Boolean) as unknown,
          mails_waiting: anInteger,
          signing_key_created_at: expect.any(String) as unknown,
          started_at: expect.any(String) as unknown,
        },
        attention: expect.any(Array) as unknown,
        first_steps: {
          has_service: expect.any(Boolean) as unknown,
          has_application: expect.any(Boolean) as unknown,
          has_other_user: true,
        },
      },
    },
  }),
};
