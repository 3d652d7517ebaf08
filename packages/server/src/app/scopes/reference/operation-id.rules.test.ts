import { expect, it } from 'vitest';
import { operationIdOf } from './operation-id.rules.ts';

it.each([
  ['GET /api/v1/users', { isList: true }, 'listUsers'],
  ['POST /api/v1/users', { isCreation: true }, 'createUser'],
  ['GET /api/v1/users/:id', {}, 'getUser'],
  ['PATCH /api/v1/users/:id', {}, 'updateUser'],
  ['DELETE /api/v1/users/:id/refresh-families/:family', {}, 'deleteUserRefreshFamily'],
  ['GET /api/v1/users/:id/access', {}, 'getUserAccess'],
  ['GET /api/v1/me', {}, 'getMe'],
  ['POST /api/v1/me/tokens', { isCreation: true }, 'createOwnToken'],
  ['POST /auth/token/refresh/', {}, 'postAuthTokenRefresh'],
  ['GET /.well-known/jwks.json', {}, 'getWellKnownJwksJson'],
  ['GET /', {}, 'getRoot'],
])('%s is called %s', (route, facts, expected) => {
  const [method = '', path = ''] = route.split(' ');
  expect(operationIdOf({ method, path, isCreation: false, isList: false, ...facts })).toBe(expected);
});
