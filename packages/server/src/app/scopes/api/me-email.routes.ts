import { ApiAccepted, EmailChange } from '@ostiary/contract';
import { operation, type ApiApp, type ApiServices } from './api-app.ts';
import { inFullScope, recentlyProved } from './manners/own-account.ts';

type Deps = Pick<ApiServices, 'ownAccounts' | 'sessions' | 'signIn'>;

const tag = 'Own account';

export function addOwnEmailRoutes(app: ApiApp, deps: Deps): void {
  const { email } = deps.ownAccounts;
  app.post(
    '/me/email/verification',
    {
      schema: {
        operationId: 'sendOwnEmailVerification',
        ...operation(tag, 'Have a link sent to your address', 'Opening it shows that the address is yours.'),
        response: { 202: ApiAccepted },
      },
      config: { errors: ['users.email_missing', 'mail.off'] },
    },
    async (request, reply) => {
      const { caller, principal } = await inFullScope(request);
      await email.sendVerification(caller.act, principal.user);
      return reply.code(202).send({ detail: 'A link is on its way to your address, unless it is verified.' });
    },
  );
  app.post(
    '/me/email',
    {
      schema: {
        operationId: 'changeOwnEmail',
        ...operation(
          tag,
          'Change your email address',
          'A link is sent to the new one; opening it makes the change, and the old one is told.',
        ),
        body: EmailChange,
        response: { 202: ApiAccepted },
      },
      config: { errors: ['login.step_up_required', 'users.invalid', 'mail.off'] },
    },
    async (request, reply) => {
      const { caller, principal } = await recentlyProved(deps, request);
      await email.requestChange(caller.act, principal.user, request.body.email);
      return reply.code(202).send({ detail: 'A link is on its way to the new address.' });
    },
  );
}
