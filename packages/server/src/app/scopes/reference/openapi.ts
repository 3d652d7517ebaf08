import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import packageJson from '../../../../package.json' with { type: 'json' };
import { completeDocument } from './complete-document.ts';
import type { OpenApiDocument } from './document.types.ts';

export interface OpenApiOptions {
  /** Public base URL of this server. */
  publicUrl: string;
  /** The browser session's cookie. */
  sessionCookieName: string;
}

const description = `Accounts, tokens and roles for your services.

Sign in at \`/auth/token/\` for a pair of tokens and send the access token as \`Authorization: Bearer …\`, make a
static API token and send it as \`Authorization: Token …\`, or sign in on [the sign-in page](/sign-in): the browser
then sends its session with every call you try here. Writes with a cookie need an \`Origin\` header of this site,
which browsers send by themselves.`;

const tags = [
  { name: 'Token API', description: 'Sign in, refresh, verify and end tokens; create and read accounts.' },
  { name: 'Role service', description: 'Sign-up with roles, and endpoints that each let some roles in.' },
  { name: 'DRF tutorial', description: 'The sign-in routes of a Django REST framework tutorial.' },
  {
    name: 'Own account',
    description: 'Your profile, password, factors, sessions, static tokens, and what is known of you.',
  },
  { name: 'Users', description: 'Accounts, and what they hold.' },
  { name: 'Sessions', description: 'Where users are signed in, and their static tokens.' },
  { name: 'Roles and groups', description: 'What roles are worth, and who holds them together.' },
  { name: 'Permissions', description: 'Ostiary’s own, and those that your services define.' },
  { name: 'Decisions', description: 'Who is allowed what, and why.' },
  { name: 'Access review', description: 'What every user holds.' },
  { name: 'Bulk', description: 'Many changes in one request.' },
  { name: 'Import and export', description: 'Users, roles and groups as files.' },
  { name: 'Applications', description: 'OAuth 2 clients: what they may, and their secrets.' },
  { name: 'Services', description: 'APIs that take access tokens, and the scopes they know.' },
  { name: 'Feed', description: 'What changes, as client services follow it with their key.' },
  { name: 'Blocklist', description: 'Addresses that are refused.' },
  { name: 'Audit', description: 'Who did what, from where; and the proof that nobody altered it.' },
  { name: 'Events', description: 'The ordered outbox: what client services are told.' },
  {
    name: 'Webhooks',
    description:
      'What changes, sent to addresses that you name: signed, in order, and again until it arrives.',
  },
  { name: 'Keys', description: 'Keys that sign tokens.' },
  { name: 'Mail', description: 'What was sent to whom, and what mails look like.' },
  { name: 'Settings', description: 'The configuration in effect, and where it comes from.' },
  { name: 'Statistics', description: 'How often what happened, and what needs attention.' },
  { name: 'Operations', description: 'Health, metrics and public keys.' },
  { name: 'Reference', description: 'This description.' },
  { name: 'Pages', description: 'What people see in a browser.' },
];

function securitySchemes(sessionCookieName: string) {
  return {
    bearer: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'An access or sliding token (RFC 6750).',
    },
    token: {
      type: 'apiKey',
      in: 'header',
      name: 'Authorization',
      description: 'A static API token: `Token <key>`.',
    },
    serviceKey: {
      type: 'http',
      scheme: 'bearer',
      description: 'The key of a client service (`osk_…`).',
    },
    cookie: {
      type: 'apiKey',
      in: 'cookie',
      name: sessionCookieName,
      description: 'The session of a browser that signed in on the sign-in page. Sent by itself.',
    },
  } as const;
}

declare module 'fastify' {
  interface FastifyInstance {
    /** The description of every route, complete. Made at the first call; the instance must be ready. */
    openApi(): OpenApiDocument;
  }
}

/** Collects the routes that are added after it, so call it first. The document itself is made on demand. */
export async function addOpenApi(app: FastifyInstance, options: OpenApiOptions): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Ostiary',
        description,
        version: packageJson.version,
        license: { name: 'Apache-2.0', identifier: packageJson.license },
      },
      servers: [{ url: options.publicUrl }],
      tags,
      components: { securitySchemes: securitySchemes(options.sessionCookieName) },
    },
    hideUntagged: false,
  });
  let document: OpenApiDocument | undefined;
  app.decorate('openApi', () => {
    // Text and back: schemas become plain data, shared by nothing.
    document ??= completeDocument(
      JSON.parse(JSON.stringify(app.swagger())) as OpenApiDocument,
      app.routeTable,
    );
    return document;
  });
}
