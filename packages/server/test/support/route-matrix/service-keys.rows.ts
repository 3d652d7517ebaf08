import { expect } from 'vitest';
import type { ApiServiceKey } from '@ostiary/contract';
import type { Static } from 'typebox';
import type { Call, Refused, Rows } from './row.types.ts';
import { newService, type Made } from './services.rows.ts';
import { aTime, anId, onePage } from './shapes.ts';
import { unknownId, unknownName, type World } from './world.ts';

const keys = '/api/v1/services/{service}/keys';
const oneKey = '/api/v1/services/{service}/keys/{key}';

const aKey = expect.stringMatching(/^osk_[A-Za-z0-9_-]{43}$/) as string;

function aStoredKey(known: Partial<Static<typeof ApiServiceKey>> = {}): Static<typeof ApiServiceKey> {
  const hint = expect.stringMatching(/^[A-Za-z0-9_-]{4}$/) as string;
  return { id: anId, hint, created_at: aTime, expires_at: null, ...known };
}

const path = (service: string) => ({ params: { path: { service } } });
const target = ({ id }: Made) => ({ type: 'service', id });
const missing = (call: Call): Refused => ({ call, code: 'services.not_found' });

async function newKey({ root }: World, { id }: Made): Promise<string> {
  const { data } = await root.api.POST(keys, { ...path(id), body: {} });
  if (!data) throw new Error('The call was refused');
  return data.id;
}

export const serviceKeyRows: Rows = {
  'GET /api/v1/services/{service}/keys': async (world) => {
    const made = await newService(world);
    const id = await newKey(world, made);
    const list =
      (service: string): Call =>
      (api) =>
        api.GET(keys, path(service));
    return {
      call: list(made.name),
      answer: { status: 200, body: onePage(aStoredKey({ id })) },
      missing: missing(list(unknownName)),
      invalid: { call: list('a\0b'), code: 'request.invalid', paths: ['service'] },
    };
  },
  'POST /api/v1/services/{service}/keys': async (world) => {
    const [made, full] = [await newService(world), await newService(world)];
    await newKey(world, full);
    await newKey(world, full);
    const { name, audience } = made;
    const expiresAt = '2030-01-01T00:00:00.000Z';
    const create =
      (service: string, body: object = {}): Call =>
      (api) =>
        api.POST(keys, { ...path(service), body });
    return {
      call: create(audience, { expires_at: expiresAt }),
      answer: { status: 201, body: { ...aStoredKey({ expires_at: expiresAt }), key: aKey } },
      audit: [
        {
          action: 'service.key_create',
          target: target(made),
          details: { name, audience, key_id: anId, expires_at: Date.parse(expiresAt) },
        },
      ],
      missing: missing(create(unknownName)),
      conflict: { call: create(full.id), code: 'services.too_many_keys' },
      invalid: {
        call: create(made.id, { expires_at: '2020-01-01T00:00:00Z' }),
        code: 'request.invalid',
        paths: ['expires_at'],
      },
    };
  },
  'DELETE /api/v1/services/{service}/keys/{key}': async (world) => {
    const made = await newService(world);
    const { name, audience } = made;
    const id = await newKey(world, made);
    const remove =
      (key: string): Call =>
      (api) =>
        api.DELETE(oneKey, { params: { path: { service: made.id, key } } });
    return {
      call: remove(id),
      answer: { status: 204 },
      audit: [
        { action: 'service.key_delete', target: target(made), details: { name, audience, key_id: id } },
      ],
      missing: { call: remove(unknownId), code: 'services.key_not_found' },
      invalid: { call: remove('nonsense'), code: 'request.invalid', paths: ['key'] },
    };
  },
};
