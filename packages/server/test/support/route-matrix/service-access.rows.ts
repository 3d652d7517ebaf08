import type { ApiServiceGrant, ErrorCode } from '@ostiary/contract';
import type { OstiaryClient } from '@ostiary/contract/client';
import type { Static } from 'typebox';
import type { Call, Entry, Row, Rows } from './row.types.ts';
import { newService, type Made } from './services.rows.ts';
import { aTime, onePage } from './shapes.ts';
import { unknownId, unknownName, type World } from './world.ts';

type Kind = 'user' | 'group' | 'role';

interface Body {
  level?: string | null;
  data?: Record<string, unknown>;
}

interface Place {
  service: string;
  /** Id or name of the holder. */
  holder: string;
}

/** The same calls for each kind of holder. */
const calls: Record<
  Kind,
  {
    list: (api: OstiaryClient, service: string, query: { cursor?: string }) => ReturnType<Call>;
    grant: (api: OstiaryClient, place: Place, body: Body) => ReturnType<Call>;
    revoke: (api: OstiaryClient, place: Place) => ReturnType<Call>;
    unknown: ErrorCode;
    make: (world: World) => Promise<{ id: string; name?: string; shown?: string }>;
  }
> = {
  user: {
    list: (api, service, query) =>
      api.GET('/api/v1/services/{service}/access/users', { params: { path: { service }, query } }),
    grant: (api, { service, holder: user }, body) =>
      api.PUT('/api/v1/services/{service}/access/users/{user}', {
        params: { path: { service, user } },
        body,
      }),
    revoke: (api, { service, holder: user }) =>
      api.DELETE('/api/v1/services/{service}/access/users/{user}', { params: { path: { service, user } } }),
    unknown: 'users.not_found',
    make: async (world) => {
      const { id, username } = await world.newUser();
      return { id, shown: username };
    },
  },
  group: {
    list: (api, service, query) =>
      api.GET('/api/v1/services/{service}/access/groups', { params: { path: { service }, query } }),
    grant: (api, { service, holder: group }, body) =>
      api.PUT('/api/v1/services/{service}/access/groups/{group}', {
        params: { path: { service, group } },
        body,
      }),
    revoke: (api, { service, holder: group }) =>
      api.DELETE('/api/v1/services/{service}/access/groups/{group}', {
        params: { path: { service, group } },
      }),
    unknown: 'access.group_not_found',
    make: (world) => world.newGroup(),
  },
  role: {
    list: (api, service, query) =>
      api.GET('/api/v1/services/{service}/access/roles', { params: { path: { service }, query } }),
    grant: (api, { service, holder: role }, body) =>
      api.PUT('/api/v1/services/{service}/access/roles/{role}', {
        params: { path: { service, role } },
        body,
      }),
    revoke: (api, { service, holder: role }) =>
      api.DELETE('/api/v1/services/{service}/access/roles/{role}', { params: { path: { service, role } } }),
    unknown: 'access.role_not_found',
    make: (world) => world.newRole(),
  },
};

const team = { type: 'object', properties: { team: { type: 'string' } } };

const newLevelled = (world: World): Promise<Made> =>
  newService(world, { access_levels: ['reader', 'editor'], data_schema: team });

function aGrant(kind: Kind, known: object): Static<typeof ApiServiceGrant> {
  const times = { created_at: aTime, updated_at: aTime };
  return { holder_type: kind, holder_id: '', level: null, data: {}, ...times, ...known };
}

function listRow(kind: Kind): Row {
  return async (world) => {
    const { list, grant, make } = calls[kind];
    const [made, { id, name, shown = name }] = [await newLevelled(world), await make(world)];
    await grant(world.root.api, { service: made.id, holder: id }, { level: 'reader' });
    const listed = { ...aGrant(kind, { holder_id: id, level: 'reader' }), holder_name: shown };
    return {
      call: (api) => list(api, made.audience, {}),
      answer: { status: 200, body: onePage(listed) },
      missing: { call: (api) => list(api, unknownName, {}), code: 'services.not_found' },
      invalid: {
        call: (api) => list(api, made.id, { cursor: 'nonsense' }),
        code: 'request.invalid',
        paths: ['cursor'],
      },
    };
  };
}

function entryOf(action: string, { kind, id, made, details }: EntryParts): Entry {
  const named = { service: made.name, service_id: made.id };
  return { action, target: { type: kind, id }, details: { ...named, ...details } };
}

interface EntryParts {
  kind: Kind;
  id: string;
  made: Made;
  details: object;
}

function grantRow(kind: Kind): Row {
  return async (world) => {
    const { grant, make, unknown } = calls[kind];
    const [made, { id, name = id }] = [await newLevelled(world), await make(world)];
    const access = { level: 'editor', data: { team: 'north' } };
    const place = { service: made.name, holder: name };
    const details = { is_new: true, level: 'editor', previous_level: null, data: ['team'] };
    return {
      call: (api) => grant(api, place, access),
      answer: { status: 200, body: aGrant(kind, { holder_id: id, ...access }) },
      audit: [entryOf('service.access_grant', { kind, id, made, details })],
      missing: { call: (api) => grant(api, { ...place, holder: unknownId }, {}), code: unknown },
      invalid: {
        call: (api) => grant(api, place, { level: 'owner', data: { team: 1 } }),
        code: 'request.invalid',
        paths: ['data.team', 'level'],
      },
    };
  };
}

function revokeRow(kind: Kind): Row {
  return async (world) => {
    const { grant, revoke, make } = calls[kind];
    const [made, { id }, other] = [await newLevelled(world), await make(world), await make(world)];
    const place = { service: made.id, holder: id };
    await grant(world.root.api, place, { level: 'reader', data: { team: 'north' } });
    const details = { is_new: false, level: null, previous_level: 'reader', data: [] };
    return {
      call: (api) => revoke(api, place),
      answer: { status: 204 },
      audit: [entryOf('service.access_revoke', { kind, id, made, details })],
      missing: {
        call: (api) => revoke(api, { ...place, holder: other.id }),
        code: 'services.access_not_found',
      },
      invalid: {
        call: (api) => revoke(api, { ...place, service: 'a\0b' }),
        code: 'request.invalid',
        paths: ['service'],
      },
    };
  };
}

function rowsFor(kind: Kind): Rows {
  const list = `/api/v1/services/{service}/access/${kind}s`;
  return {
    [`GET ${list}`]: listRow(kind),
    [`PUT ${list}/{${kind}}`]: grantRow(kind),
    [`DELETE ${list}/{${kind}}`]: revokeRow(kind),
  };
}

const ofUser: Rows = {
  'GET /api/v1/users/{id}/services': async (world) => {
    const made = await newLevelled(world);
    const { id, username } = await world.newUser();
    const access = { level: 'reader', data: { team: 'north' } };
    await calls.user.grant(world.root.api, { service: made.id, holder: id }, access);
    const get =
      (user: string, query: { cursor?: string } = {}): Call =>
      (api) =>
        api.GET('/api/v1/users/{id}/services', {
          params: { path: { id: user }, query: { limit: 200, ...query } },
        });
    const { data } = await world.root.api.GET('/api/v1/services', {
      params: { query: { limit: 200, order: 'name' } },
    });
    const others = (data?.items ?? []).map((service) => ({
      ...{ service_id: service.id, service: service.name, access: null, by: null },
      may_enter: service.entry === 'everyone',
    }));
    const here = { access, by: { holder_type: 'user', holder_id: id, holder_name: username } };
    const items = others.map((each) => (each.service_id === made.id ? { ...each, ...here } : each));
    return {
      call: get(id),
      answer: { status: 200, body: { items, next_cursor: null } },
      missing: { call: get(unknownId), code: 'users.not_found' },
      invalid: { call: get(id, { cursor: 'nonsense' }), code: 'request.invalid', paths: ['cursor'] },
    };
  },
};

export const serviceAccessRows: Rows = {
  ...rowsFor('user'),
  ...rowsFor('group'),
  ...rowsFor('role'),
  ...ofUser,
};
