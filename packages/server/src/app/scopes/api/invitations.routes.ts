import { ApiAccepted, ApiUser, IdParams, Invitation, type ErrorCode } from '@ostiary/contract';
import type { Static } from 'typebox';
import type { Invitation as Invited } from '#modules/account';
import type { JsonObject } from '#modules/services';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { given } from './from-wire.ts';
import { sendWithTag } from './manners/version-tag.ts';
import { userToWire } from './to-wire.ts';

const tag = 'Users';

const refusals: ErrorCode[] = [
  'mail.off',
  'users.invalid',
  'users.email_taken',
  'users.username_taken',
  'access.role_not_found',
  'access.cannot_grant',
  'services.not_found',
  'services.cannot_grant',
];

function invitationFromWire(body: Static<typeof Invitation>): Invited {
  const { email, username, first_name: firstName, last_name: lastName, roles } = body;
  const services = body.services?.map(({ service, level, data }) => ({
    service,
    ...given({ level, data: data as JsonObject | undefined }),
  }));
  return { email, ...given({ username, firstName, lastName, roles, services }) };
}

export function addInvitationRoutes(app: ApiApp, { ownAccounts }: Pick<ApiServices, 'ownAccounts'>): void {
  const { invitations } = ownAccounts;
  app.post(
    '/invitations',
    {
      schema: {
        operationId: 'inviteUser',
        ...operation(
          tag,
          'Invite somebody',
          'Makes an account without a password, with roles and access to services within your own, and mails a ' +
            'link by which its owner takes it up.',
        ),
        body: Invitation,
        response: { 201: ApiUser },
      },
      config: {
        permission: 'users.create',
        isIdempotent: true,
        makes: '/api/v1/users/:id',
        errors: refusals,
      },
    },
    async (request, reply) => {
      const user = await invitations.invite(await request.caller(), invitationFromWire(request.body));
      reply.code(201).header('location', `/api/v1/users/${user.id}`);
      return sendWithTag(reply, user).send(userToWire(user));
    },
  );
  app.post(
    '/users/:id/invitation',
    {
      schema: {
        operationId: 'resendInvitation',
        ...operation(tag, 'Mail another link to somebody who was invited', 'Those before are void.'),
        params: IdParams,
        response: { 202: ApiAccepted },
      },
      config: {
        permission: 'users.create',
        errors: ['mail.off', 'users.not_found', 'users.invitation_closed', 'users.email_missing'],
      },
    },
    async (request, reply) => {
      await invitations.resend(await request.caller(), request.params.id);
      return reply.code(202).send({ detail: 'Another link is on its way.' });
    },
  );
}
