import { Detail, RoleMessage, RoleUserMessage } from '@ostiary/contract';
import type { FastifyRequest } from 'fastify';
import { decide } from '#modules/access';
import { AppError } from '#platform/errors.ts';
import { drfSchema } from '#platform/http/drf/documentation.ts';
import { asJson } from '#platform/http/drf/reply.ts';
import type { DrfScope } from '#platform/http/drf/scope.ts';
import { openGate, roleGates, type RoleGate } from './role-gates.rules.ts';
import { roleUser } from './role-user.rules.ts';

const tag = 'Role service';
// The tutorial mounts its readers on POST. They change nothing, so a cookie needs no same-origin proof.
const config = { isSafe: true };
const methods = ['GET', 'POST'] as const;

const exampleUser = {
  username: 'ada',
  email: 'ada@example.com',
  first_name: 'Ada',
  last_name: 'Lovelace',
  level: 0,
};

async function enter(gate: RoleGate, request: FastifyRequest) {
  const principal = await request.principal();
  const decision = decide(gate.policy, { subject: principal?.subject ?? null, method: request.method });
  if (!principal || (!decision.isAllowed && decision.reason === 'unauthenticated')) {
    throw new AppError('access.unauthenticated');
  }
  if (!decision.isAllowed) throw new AppError('access.denied', { message: gate.refusal });
  return { user: roleUser(principal.user, principal.subject), message: gate.message, success: true };
}

function gateSchema(gate: RoleGate) {
  const reply = { user: exampleUser, message: gate.message, success: true };
  return drfSchema({
    tag,
    summary: `Who may enter: ${gate.url}`,
    description: `The role service's way to ask what a user's level allows. ${gate.refusal}`,
    credential: 'required',
    answers: {
      200: { description: 'They may.', schema: RoleUserMessage, examples: { entered: reply } },
      401: {
        description: 'Nobody is signed in, or the credential was refused.',
        schema: Detail,
        examples: { none: { detail: 'Authentication credentials were not provided.' } },
      },
      403: { description: 'They may not.', schema: Detail, examples: { refused: { detail: gate.refusal } } },
    },
  });
}

/** The six endpoints of the role tutorial that show who may enter. */
export function addRoleGates(drf: DrfScope): void {
  const openReply = { message: openGate.message, success: true };
  drf.route({
    url: openGate.url,
    methods,
    name: openGate.name,
    config,
    schema: drfSchema({
      tag,
      summary: 'Who may enter: everybody',
      description: 'Open to all, signed in or not.',
      answers: { 200: { description: 'Entered.', schema: RoleMessage, examples: { entered: openReply } } },
    }),
    handler: async (_request, reply) => asJson(reply, openReply),
  });
  for (const gate of roleGates) {
    drf.route({
      url: gate.url,
      methods,
      name: gate.name,
      variesByCookie: true,
      config,
      schema: gateSchema(gate),
      handler: async (request, reply) => asJson(reply, await enter(gate, request)),
    });
  }
}
