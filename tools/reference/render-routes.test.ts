import { expect, it } from 'vitest';
import type { RouteEntry } from '../../packages/server/src/app/scopes/reference/route-table.ts';
import { renderPermissions, renderRoutes } from './render-routes.ts';

const read: RouteEntry = {
  method: 'GET',
  path: '/api/v1/things',
  operationId: 'listThings',
  credential: 'permission `things.read`',
  permission: 'things.read',
  summary: 'List things',
  tag: 'Things',
  isApi: true,
  isIdempotent: false,
  takesIfMatch: false,
  madePath: undefined,
  ownErrors: [],
  errors: ['internal'],
};

const change: RouteEntry = {
  ...read,
  method: 'PATCH',
  permission: 'things.update',
  credential: 'permission `things.update`',
  summary: 'Change a thing',
  isIdempotent: true,
  takesIfMatch: true,
  ownErrors: ['users.not_found', 'access.denied'],
};

const page: RouteEntry = {
  ...read,
  path: '/docs',
  credential: 'none',
  permission: undefined,
  summary: 'A page',
  tag: 'Pages',
  isApi: false,
};

it('shows what a route of the management API takes and may answer', () => {
  const text = renderRoutes([read, change]);
  expect(text).toContain('| method | path | credential | what for | takes | errors of its own |');
  expect(text).toContain('| GET | `/api/v1/things` | permission `things.read` | List things |  |  |');
  expect(text).toContain('| `Idempotency-Key`, `If-Match` | `access.denied`, `users.not_found` |');
});

it('puts methods that do the same into one row, and tags in order', () => {
  const text = renderRoutes([read, page, { ...page, method: 'POST' }]);
  expect(text).toContain('| GET, POST | `/docs` | none | A page |');
  expect(text.indexOf('## Pages')).toBeLessThan(text.indexOf('## Things'));
});

it('names the routes that need a permission, and permissions that no route needs', () => {
  const text = renderPermissions({ 'things.read': 'See things.', 'things.fly': 'Fly.' }, [read, change]);
  expect(text).toContain('| `things.read` | See things. | `GET /api/v1/things` |');
  expect(text).toContain('| `things.fly` | Fly. |  |');
});
