import type { ApiService } from '@ostiary/contract';
import type { Static } from 'typebox';
import type { Call, Refused, Rows } from './row.types.ts';
import { aTime, anId, onePage } from './shapes.ts';
import { unknownName, type World } from './world.ts';

function aService(known: Partial<Static<typeof ApiService>>): Static<typeof ApiService> {
  return {
    ...{ id: anId, name: '', audience: '', description: '', scopes: [], token_format: 'jwt' },
    ...{ access_token_seconds: null, entry: 'everyone', access_levels: [], data_schema: null },
    ...{ fields: ['email', 'username', 'first_name', 'last_name'], created_at: aTime, updated_at: aTime },
    ...known,
  };
}

export interface Made {
  id: string;
  name: string;
  audience: string;
}

export async function newService({ fresh, root }: World, more: object = {}): Promise<Made> {
  const name = fresh('orders');
  const audience = `https://${name}.example.org`;
  const { data } = await root.api.POST('/api/v1/services', { body: { name, audience, ...more } });
  if (!data) throw new Error('The call was refused');
  return { id: data.id, name, audience };
}

const path = (service: string) => ({ params: { path: { service } } });
const missing = (call: Call): Refused => ({ call, code: 'services.not_found' });
const notStorable = 'a\0b';

function invalidPath(call: (service: string) => Call): Refused {
  return { call: call(notStorable), code: 'request.invalid', paths: ['service'] };
}

export const serviceRows: Rows = {
  'GET /api/v1/services': async (world) => {
    const made = await newService(world);
    const list = (query: object) => ({ params: { query } });
    return {
      call: (api) => api.GET('/api/v1/services', list({ search: made.name })),
      answer: { status: 200, body: onePage(aService(made)) },
      invalid: {
        call: (api) => api.GET('/api/v1/services', list({ cursor: 'nonsense' })),
        code: 'request.invalid',
        paths: ['cursor'],
      },
    };
  },
  'POST /api/v1/services': async (world) => {
    const name = world.fresh('made-service');
    const audience = `urn:example:${name}`;
    const taken = await newService(world);
    const scopes = [{ name: 'orders.read', description: 'See your orders' }];
    const make =
      (body: { name: string; audience: string }): Call =>
      (api) =>
        api.POST('/api/v1/services', { body: { scopes, ...body } });
    return {
      call: make({ name, audience }),
      answer: { status: 201, body: aService({ name, audience, scopes }) },
      audit: [
        { action: 'service.create', target: { type: 'service', id: anId }, details: { name, audience } },
      ],
      conflict: {
        call: make({ name, audience: taken.audience }),
        code: 'services.audience_taken',
        paths: ['audience'],
      },
      invalid: {
        call: make({ name: 'a/b', audience: 'not absolute' }),
        code: 'request.invalid',
        paths: ['audience', 'name'],
      },
    };
  },
  'GET /api/v1/services/{service}': async (world) => {
    const made = await newService(world);
    const get =
      (service: string): Call =>
      (api) =>
        api.GET('/api/v1/services/{service}', path(service));
    return {
      call: get(made.audience),
      answer: { status: 200, body: aService(made) },
      missing: missing(get(unknownName)),
      invalid: invalidPath(get),
    };
  },
  'PATCH /api/v1/services/{service}': async (world) => {
    const [{ id, name, audience }, taken] = [await newService(world), await newService(world)];
    const change =
      (service: string, body: object): Call =>
      (api) =>
        api.PATCH('/api/v1/services/{service}', { ...path(service), body });
    return {
      call: change(name, { token_format: 'opaque', access_token_seconds: 60 }),
      answer: {
        status: 200,
        body: aService({ id, name, audience, token_format: 'opaque', access_token_seconds: 60 }),
      },
      audit: [
        {
          action: 'service.update',
          target: { type: 'service', id },
          details: {
            ...{ name, audience, previous_name: name },
            changed: ['token_format', 'access_token_seconds'],
          },
        },
      ],
      missing: missing(change(unknownName, { name: 'x' })),
      conflict: {
        call: change(id, { name: taken.name.toUpperCase() }),
        code: 'services.name_taken',
        paths: ['name'],
      },
      invalid: {
        call: change(id, { audience: 'https://other.example.org', token_format: 'saml' }),
        code: 'request.invalid',
        paths: ['audience', 'token_format'],
      },
    };
  },
  'DELETE /api/v1/services/{service}': async (world) => {
    const { id, name, audience } = await newService(world);
    const remove =
      (service: string): Call =>
      (api) =>
        api.DELETE('/api/v1/services/{service}', path(service));
    return {
      call: remove(id),
      answer: { status: 204 },
      audit: [{ action: 'service.delete', target: { type: 'service', id }, details: { name, audience } }],
      missing: missing(remove(unknownName)),
      invalid: invalidPath(remove),
    };
  },
};
