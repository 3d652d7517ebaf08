import { expect } from 'vitest';
import type { Rows } from './row.types.ts';
import { anId, aTime, onePage } from './shapes.ts';
import type { World } from './world.ts';

let used = 0;

/** An address range that nothing has blocked yet. */
async function newBlock({ root }: World): Promise<{ id: string; range: string }> {
  const range = `203.0.113.${++used}/32`;
  const { data } = await root.api.POST('/api/v1/blocklist', { body: { range, reason: 'guessing' } });
  return { id: data?.id ?? '', range };
}

const aBlock = (id: string, range: string) => ({
  ...{ id, range, reason: 'guessing' },
  ...{ created_at: aTime, expires_at: null },
});

const path = (range: string) => ({ params: { path: { range } } });
const kid = expect.any(String) as string;
const aKey = { id: kid, algorithm: 'ES256', created_at: aTime, retired_at: null, expires_at: null };

export const blocklistRows: Rows = {
  'GET /api/v1/blocklist': async (world) => {
    const { id, range } = await newBlock(world);
    return {
      call: (api) => api.GET('/api/v1/blocklist', { params: { query: { search: range } } }),
      answer: { status: 200, body: onePage(aBlock(id, range)) },
      invalid: {
        call: (api) => api.GET('/api/v1/blocklist', { params: { query: { cursor: 'nonsense' } } }),
        code: 'request.invalid',
        paths: ['cursor'],
      },
    };
  },
  'POST /api/v1/blocklist': async () => {
    const range = `203.0.113.${++used}/32`;
    const block = (asked: string) => ({ body: { range: asked, reason: 'guessing' } });
    return {
      call: (api) => api.POST('/api/v1/blocklist', block(range)),
      answer: { status: 201, body: aBlock(anId, range) },
      audit: [
        {
          action: 'blocklist.add',
          target: { type: 'address', id: range },
          details: { reason: 'guessing', expires_at: null },
        },
      ],
      invalid: {
        call: (api) => api.POST('/api/v1/blocklist', block('127.0.0.0/8')),
        code: 'access.block_invalid',
        detail: expect.any(String) as string,
        paths: ['range'],
      },
    };
  },
  'DELETE /api/v1/blocklist/{range}': async (world) => {
    const { range } = await newBlock(world);
    return {
      call: (api) => api.DELETE('/api/v1/blocklist/{range}', path(range)),
      answer: { status: 204 },
      audit: [
        {
          action: 'blocklist.remove',
          target: { type: 'address', id: range },
          details: { reason: 'guessing', expires_at: null },
        },
      ],
      missing: {
        call: (api) => api.DELETE('/api/v1/blocklist/{range}', path('198.51.100.0/24')),
        code: 'access.block_not_found',
      },
      invalid: {
        call: (api) => api.DELETE('/api/v1/blocklist/{range}', path('nonsense')),
        code: 'access.block_invalid',
        paths: ['range'],
      },
    };
  },
};

export const keyRows: Rows = {
  'GET /api/v1/keys': async () => ({
    call: (api) => api.GET('/api/v1/keys'),
    answer: { status: 200, body: { items: expect.arrayContaining([aKey]) as unknown } },
  }),
  'POST /api/v1/keys/rotate': async ({ root }) => {
    const { data } = await root.api.GET('/api/v1/keys');
    const active = data?.items.find((key) => key.retired_at === null);
    return {
      cannot: { conflict: 'Only with a shared secret in the configuration.' },
      invalid: {
        call: (api) =>
          api.POST('/api/v1/keys/rotate', { params: { header: { 'Idempotency-Key': 'x'.repeat(256) } } }),
        code: 'request.invalid',
        paths: ['Idempotency-Key'],
      },
      call: (api) => api.POST('/api/v1/keys/rotate'),
      answer: { status: 200, body: aKey },
      audit: [
        {
          action: 'key.rotate',
          target: { type: 'key', id: kid },
          details: { algorithm: 'ES256', retired_key_id: active?.id },
        },
      ],
    };
  },
};
