import {
  ApiPasskeyRegistered,
  PasskeyChanges,
  PasskeyCreationOptions,
  PasskeyParams,
  PasskeyRegistration,
} from '@ostiary/contract';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import Type from 'typebox';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { inFullScope, recentlyProved } from './manners/own-account.ts';
import { passkeyToWire } from './own-account.wire.ts';

type Deps = Pick<ApiServices, 'mfa' | 'sessions' | 'signIn'>;

const tag = 'Own account';
const NoContent = Type.Null({ description: 'Done.' });

function addRegistrationRoutes(app: ApiApp, deps: Deps): void {
  const { passkeys } = deps.mfa;
  app.post(
    '/me/factors/passkeys/options',
    {
      schema: {
        operationId: 'beginOwnPasskey',
        ...operation(tag, 'What a browser needs to make a passkey'),
        response: { 200: PasskeyCreationOptions },
      },
      config: { errors: ['login.step_up_required', 'mfa.passkey_refused'] },
    },
    async (request) => {
      const { principal } = await recentlyProved(deps, request);
      return { ...(await passkeys.registrationOptions(principal.user)) };
    },
  );
  app.post(
    '/me/factors/passkeys',
    {
      schema: {
        operationId: 'addOwnPasskey',
        ...operation(tag, 'Register a passkey that a browser has made'),
        body: PasskeyRegistration,
        response: { 201: ApiPasskeyRegistered },
      },
      config: {
        errors: [
          'login.step_up_required',
          'mfa.passkey_refused',
          'mfa.passkey_taken',
          'mfa.too_many_factors',
        ],
      },
    },
    async (request, reply) => {
      const { caller, principal } = await recentlyProved(deps, request);
      const { name, response } = request.body;
      // Whatever is in it is verified by whoever takes it.
      const made = { name, response: response as RegistrationResponseJSON };
      const { passkey, recoveryCodes } = await passkeys.register(caller.act, principal.user, made);
      return reply.code(201).send({ passkey: passkeyToWire(passkey), recovery_codes: recoveryCodes });
    },
  );
}

export function addOwnPasskeyRoutes(app: ApiApp, deps: Deps): void {
  const { passkeys } = deps.mfa;
  addRegistrationRoutes(app, deps);
  app.patch(
    '/me/factors/passkeys/:id',
    {
      schema: {
        operationId: 'renameOwnPasskey',
        ...operation(tag, 'Rename a passkey'),
        params: PasskeyParams,
        body: PasskeyChanges,
        response: { 204: NoContent },
      },
      config: { errors: ['mfa.factor_not_found'] },
    },
    async (request, reply) => {
      const { caller, principal } = await inFullScope(request);
      await passkeys.rename(caller.act, principal.user, request.params.id, request.body.name);
      return reply.code(204).send(null);
    },
  );
  app.delete(
    '/me/factors/passkeys/:id',
    {
      schema: {
        operationId: 'removeOwnPasskey',
        ...operation(tag, 'Remove a passkey'),
        params: PasskeyParams,
        response: { 204: NoContent },
      },
      config: { errors: ['login.step_up_required', 'mfa.factor_not_found', 'mfa.last_factor'] },
    },
    async (request, reply) => {
      const { caller, principal } = await recentlyProved(deps, request);
      await passkeys.remove(caller.act, principal.user, request.params.id);
      return reply.code(204).send(null);
    },
  );
}
