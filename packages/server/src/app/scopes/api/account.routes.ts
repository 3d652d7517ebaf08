import {
  ApiAccepted,
  CaptchaQuestion,
  EmailVerification,
  Recovery,
  RecoveryRequest,
} from '@ostiary/contract';
import Type from 'typebox';
import { openOperation, type ApiApp, type ApiServices } from './api-app.ts';

const tag = 'Own account';
const NoContent = Type.Null({ description: 'Done.' });

type Deps = Pick<ApiServices, 'ownAccounts' | 'captcha'>;

function addCaptchaRoute(app: ApiApp, { captcha }: Deps): void {
  app.get(
    '/account/captcha',
    {
      schema: {
        operationId: 'askCaptcha',
        ...openOperation(tag, 'What has to be answered before signing up and asking for mail'),
        response: { 200: CaptchaQuestion },
      },
    },
    async () => {
      const asked = await captcha.challenge();
      return { kind: captcha.kind, challenge: asked?.challenge ?? null, bits: asked?.bits ?? null };
    },
  );
}

function addRecoveryRoutes(app: ApiApp, { ownAccounts, captcha }: Deps): void {
  const { recovery } = ownAccounts;
  app.post(
    '/account/recovery',
    {
      schema: {
        operationId: 'requestRecovery',
        ...openOperation(tag, 'Have a link sent for a new password', 'The same answer for any address.'),
        body: RecoveryRequest,
        response: { 202: ApiAccepted },
      },
      config: { errors: ['mail.off', 'request.captcha_failed'] },
    },
    async (request, reply) => {
      const act = request.act();
      await captcha.verify(act, request.body.captcha ?? '');
      await recovery.request(act, request.body.email);
      return reply
        .code(202)
        .send({ detail: 'If there is an account with this address, a link is on its way to it.' });
    },
  );
  app.post(
    '/account/recovery/complete',
    {
      schema: {
        operationId: 'completeRecovery',
        ...openOperation(tag, 'Set a new password by the link of a mail', 'Uses the link up.'),
        body: Recovery,
        response: { 204: NoContent },
      },
      config: { errors: ['login.link_invalid', 'passwords.too_weak'] },
    },
    async (request, reply) => {
      const { token, password, end_sessions: endsSessions = true } = request.body;
      await recovery.recover(request.act(), token, { password, endsSessions });
      return reply.code(204).send(null);
    },
  );
}

/** For whoever cannot sign in. Nothing that is answered here tells who has an account. */
export function addAccountRoutes(app: ApiApp, deps: Deps): void {
  addCaptchaRoute(app, deps);
  addRecoveryRoutes(app, deps);
  app.post(
    '/account/email/verify',
    {
      schema: {
        operationId: 'verifyEmail',
        ...openOperation(tag, 'Show by the link of a mail that an address is yours', 'Uses the link up.'),
        body: EmailVerification,
        response: { 204: NoContent },
      },
      config: { errors: ['login.link_invalid'] },
    },
    async (request, reply) => {
      await deps.ownAccounts.email.verify(request.act(), request.body.token);
      return reply.code(204).send(null);
    },
  );
}
