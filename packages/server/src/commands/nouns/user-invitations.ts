import { Invitation } from '@ostiary/contract';
import { shown } from '../engine/answers.ts';
import type { ApiCommand, Draft } from '../engine/command.types.ts';
import type { JsonObject } from '../output.ts';

/** `Orders=editor`, or `Orders` alone where the service has no levels. Levels have no equals sign in them. */
function readService(text: string): JsonObject {
  const at = text.lastIndexOf('=');
  return at === -1 ? { service: text } : { service: text.slice(0, at), level: text.slice(at + 1) };
}

async function readServices({ body }: Draft): Promise<void> {
  const { services } = body;
  if (Array.isArray(services)) body['services'] = services.map((text) => readService(shown(text)));
}

export const invitationCommands: readonly ApiCommand[] = [
  {
    verb: 'invite',
    summary: 'make an account for somebody, who takes it up by a link in a mail',
    method: 'POST',
    path: '/invitations',
    args: [{ name: 'email', description: 'where the link is sent' }],
    body: Invitation,
    flags: {
      without: ['email'],
      says: {
        roles: 'a role by its name; you must hold all that it gives',
        services: 'name=level of access to a service',
      },
    },
    prepare: readServices,
    output: {
      as: 'line',
      text: ({ body }) => `Invited ${shown(body['email'])} (${shown(body['id'])}).`,
    },
  },
  {
    verb: 'resend-invitation',
    summary: 'mail another link to somebody who was invited; those before are void',
    method: 'POST',
    path: '/users/:user/invitation',
    args: [{ name: 'user', description: 'id, email or username', kind: 'user' }],
    output: { as: 'line', text: ({ args }) => `Invited ${args['user']} again.` },
  },
];
