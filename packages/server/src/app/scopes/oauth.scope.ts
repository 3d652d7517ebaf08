import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import Type from 'typebox';
import type { Config } from '#config';
import { asAppError } from '#platform/http/as-app-error.ts';
import type { Services } from '../build-services.ts';

export interface OauthScopeDeps {
  config: Pick<Config, 'server' | 'tokens'>;
  services: Pick<Services, 'oauth'>;
}

/** Of the engine's paths, those that something is known of here; the methods are the engine's to judge. */
const endpoints = [
  ...['/o/authorize', '/o/authorize/:uid', '/o/userinfo'],
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

/** What the engine itself reads of a body at most. */
const maxBodyBytes = 56 * 1024;
const form = 'application/x-www-form-urlencoded';
/** A request line that servers on the way let through. */
const maxPostedBytes = 8 * 1024;

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
  const end = url.includes('?') ? url.indexOf('?') : url.length;
  const path = url.slice(0, end);
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  return trimmed + url.slice(end);
}

/** A body that is too long, breaks off, or is of no type, in the shape of RFC 6749 section 5.2. */
function sendFormError(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const error = asAppError(thrown);
  if (error.status >= 500)
    request.log.error({ err: error.cause ?? error, requestId: request.id }, error.code);
  const isOurs = error.status >= 500;
  const code = error.status === 503 ? 'temporarily_unavailable' : isOurs ? 'server_error' : 'invalid_request';
  if (error.retryAfterSeconds !== undefined) reply.header('retry-after', error.retryAfterSeconds);
  void reply
    .code(isOurs ? error.status : 400)
    .header('cache-control', 'no-store')
    .type('application/json; charset=utf-8')
    .send(JSON.stringify({ error: code, error_description: error.message }));
}

/** Forms that may be answered without the engine, or have something changed for it: read before it is asked. */
const formPaths = ['/o/token', '/o/introspect', '/o/revoke_token'];

interface EarlyAnswer {
  status: 200 | 400 | 401;
  body: object;
}

/** What services ask with their keys, and what needs no judging; undefined for what the engine answers. */
async function answerWithoutEngine(
  oauth: Services['oauth'],
  { routeOptions, raw, headers, body }: FastifyRequest,
): Promise<EarlyAnswer | undefined> {
  const sent = Buffer.isBuffer(body) ? body : null;
  const { authorization = '' } = headers;
  if (routeOptions.url === '/o/introspect' && /^bearer +osk_/i.test(authorization)) {
    return oauth.introspectForService({ authorization, body: sent });
  }
  const path = withoutSlash(raw.url ?? '');
  const direct = sent && (await oauth.answerDirectly({ path, headers, body: sent }));
  return direct ? { status: 200, body: direct } : undefined;
}

/** Both are to be had by GET and POST (OpenID Connect Core section 3.1.2.1, RP-Initiated Logout section 2). */
const postedPaths = ['/o/authorize', '/o/logout'];

/**
 * A form that another site posts comes without our cookies, which are `SameSite=Lax`; a GET that the browser
 * makes of it comes with them.
 */
function addPostedRequests(app: FastifyInstance): void {
  app.register((posted, _options, done) => {
    posted.addContentTypeParser(
      form,
      { parseAs: 'string', bodyLimit: maxPostedBytes },
      (_request, body, parsed) => parsed(null, body),
    );
    posted.setErrorHandler(sendFormError);
    for (const url of postedPaths) {
      posted.post(url, { schema: { hide: true } }, (request, reply) => {
        // Written anew, so that nothing of it means anything to a header.
        const query = new URLSearchParams(typeof request.body === 'string' ? request.body : '').toString();
        return reply
          .header('cache-control', 'no-store')
          .redirect(query === '' ? url : `${url}?${query}`, 303);
      });
    }
    done();
  });
}

const ResourceMetadata = Type.Object({
  resource: Type.String({ examples: ['https://id.example.org'] }),
  authorization_servers: Type.Array(Type.String({ examples: ['https://id.example.org'] })),
  jwks_uri: Type.String({ examples: ['https://id.example.org/.well-known/jwks.json'] }),
  bearer_methods_supported: Type.Array(Type.Literal('header')),
});

/** For clients that begin at an API of ours and look for where to get a token. */
function addResourceMetadata(app: FastifyInstance, { server, tokens }: OauthScopeDeps['config']): void {
  app.get(
    '/.well-known/oauth-protected-resource',
    {
      schema: {
        tags: ['Operations'],
        summary: 'What tokens the API of Ostiary takes',
        description: 'OAuth 2.0 Protected Resource Metadata (RFC 9728).',
        response: { 200: ResourceMetadata },
      },
    },
    async (_request, reply) => {
      reply.header('cache-control', 'public, max-age=300').header('access-control-allow-origin', '*');
      return {
        resource: tokens.audience ?? server.url,
        authorization_servers: [server.url],
        jwks_uri: `${server.url}/.well-known/jwks.json`,
        bearer_methods_supported: ['header'],
      };
    },
  );
}

/** OAuth 2 and OpenID Connect: the engine answers by itself, from the body on. */
export function oauthScope(app: FastifyInstance, { config, services }: OauthScopeDeps): void {
  addResourceMetadata(app, config);
  const { oauth } = services;
  app.setErrorHandler(sendFormError);
  app.removeAllContentTypeParsers();
  // No body is read here: the engine reads it.
  app.addContentTypeParser('*', (_request, _body, done) => done(null));

  async function answer(request: FastifyRequest, reply: FastifyReply, path?: string): Promise<void> {
    reply.hijack();
    copyHeaders(reply);
    const { raw } = request;
    raw.url = path ?? withoutSlash(raw.url ?? '');
    const body = Buffer.isBuffer(request.body) ? request.body : null;
    await oauth.answer(request.act(), { request: raw, response: reply.raw, body });
  }

  addPostedRequests(app);
  for (const url of endpoints) {
    const method = postedPaths.includes(url)
      ? app.supportedMethods.filter((one) => one !== 'POST')
      : app.supportedMethods;
    app.route({ method, url, schema: { hide: true }, handler: (request, reply) => answer(request, reply) });
  }
  for (const [url, path] of aliases) {
    app.all(url, { schema: { hide: true } }, (request, reply) => answer(request, reply, path));
  }

  app.register((forms, _options, done) => {
    forms.addContentTypeParser(
      form,
      { parseAs: 'buffer', bodyLimit: maxBodyBytes },
      (_request, body, parsed) => parsed(null, body),
    );
    for (const url of formPaths) {
      forms.all(url, { schema: { hide: true } }, async (request, reply) => {
        const early = request.method === 'POST' ? await answerWithoutEngine(oauth, request) : undefined;
        if (early === undefined) return answer(request, reply);
        if (early.status === 401) reply.header('www-authenticate', 'Bearer error="invalid_token"');
        return reply
          .code(early.status)
          .header('cache-control', 'no-store')
          .type('application/json; charset=utf-8')
          .send(JSON.stringify(early.body));
      });
    }
    done();
  });
}
