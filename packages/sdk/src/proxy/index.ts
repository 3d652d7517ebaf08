export { createProxy } from './create-proxy.ts';
export { expressProxy } from './express.ts';
export { fastifyProxy } from './fastify.ts';
export { honoProxy } from './hono.ts';
export type {
  AddedHeaders,
  AuthProxy,
  ProxyContext,
  ProxyCookieOptions,
  ProxyOptions,
  ProxyProblem,
  ProxySignIn,
  ProxySignOut,
} from './proxy.types.ts';
