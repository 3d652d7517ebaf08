import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '#config';
import type { Services } from '../build-services.ts';

export interface OauthScopeDeps {
  config: Pick<Config, 'server' | 'tokens'>;
  services: Pick<Services, 'oauth'>;
}

/** Of the engine's paths, those that something is known of here; the methods are the engine's to judge. */
const endpoints = [
  ...['/o/authorize', '/o/authorize/:uid', '/o/token', '/o/revoke_token', '/o/introspect', '/o/userinfo'],
  ...['/o/device-authorization', '/o/device', '/o/device/:uid', '/o/par', '/o/logout', '/o/logout/confirm'],
  ...['/o/logout/success', '/o/register', '/o/register/:client'],
  ...['/.well-known/openid-configuration', '/.well-known/oauth-authorization-server'],
];

/** django-oauth-toolkit also has these below its own path. */
const aliases = new Map([
  ['/o/.well-known/openid-configuration', '/.well-known/openid-configuration'],
  ['/o/.well-known/oauth-authorization-server', '/.well-known/oauth-authorization-server'],
  ['/o/.well-known/jwks.json', '/.well-known/jwks.json'],
]);

/** Before the engine sets one of its own: nothing but the script that sends a form by itself. */
const contentPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/** The engine writes to the socket itself, so what other hooks have set must be there already. */
function copyHeaders(reply: FastifyReply): void {
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) reply.raw.setHeader(name, value);
  }
  reply.raw.setHeader('content-security-policy', contentPolicy);
  // Applications open the sign-in in a window of its own and wait for it.
  reply.raw.setHeader('cross-origin-opener-policy', 'unsafe-none');
}

/** `/o/token/` is `/o/token`. */
function withoutSlash(url: string): string {
  const [path = '', query] = url.split('?', 2);
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  return query === undefined ? trimmed : `${trimmed}?${query}`;
}

/** OAuth 2 and OpenID Connect: the engine answers by itself, from the body on. */
export function oauthScope(app: FastifyInstance, { services }: OauthScopeDeps): void {
  app.removeAllContentTypeParsers();
  // No body is read here: the engine reads it.
  app.addContentTypeParser('*', (_request, _body, done) => done(null));

  async function answer(request: FastifyRequest, reply: FastifyReply, path?: string): Promise<void> {
    reply.hijack();
    copyHeaders(reply);
    const { raw } = request;
    raw.url = path ?? withoutSlash(raw.url ?? '');
    await services.oauth.answer(request.act(), raw, reply.raw);
  }

  for (const url of endpoints) {
    app.all(url, { schema: { hide: true } }, (request, reply) => answer(request, reply));
  }
  for (const [url, path] of aliases) {
    app.all(url, { schema: { hide: true } }, (request, reply) => answer(request, reply, path));
  }
}
