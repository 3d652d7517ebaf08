import type { FastifyInstance } from 'fastify';
import type { Config } from '#config';
import { addPages, sendErrorPage } from '#modules/login/pages';
import { asAppError } from '#platform/http/as-app-error.ts';
import { createSealer } from '#platform/sealing.ts';
import type { Services } from '../build-services.ts';
import { isSameOrigin } from '../same-origin.ts';

export interface PagesScopeDeps {
  config: Config;
  services: Services;
  sessionCookieName: string;
}

/** What people see: documents, forms, and errors as documents. */
export function pagesScope(
  app: FastifyInstance,
  { config, services, sessionCookieName }: PagesScopeDeps,
): void {
  // Pages read their own forms, to say what is wrong beside each field; their schemas only describe.
  app.setValidatorCompiler(() => () => true);
  app.setErrorHandler((thrown, request, reply) => {
    const error = asAppError(thrown);
    if (error.status >= 500)
      request.log.error({ err: error.cause ?? error, requestId: request.id }, error.code);
    return sendErrorPage(reply, error, request.id);
  });
  addPages(app, {
    login: services.login,
    signIn: services.signIn,
    account: services.account,
    sessions: services.sessions,
    oauth: services.oauth,
    applications: services.applications,
    users: services.users,
    passwords: services.passwords,
    tokens: services.tokens,
    mfa: services.mfa,
    captcha: services.captcha,
    ownAccounts: services.ownAccounts,
    publicUrl: config.server.url,
    db: services.database.db,
    clock: services.clock,
    sealer: createSealer(config.secrets.master),
    cookies: {
      sessionName: sessionCookieName,
      isSecure: config.cookies.isSecure,
      sessionSeconds: config.cookies.sessionSeconds,
    },
    isSignUpOpen: config.signUp.isOpen,
    hasMail: config.mail.transport !== 'off',
    // Never of people who are not trying things out, whoever seems to sit at the machine.
    devMail: config.mail.transport === 'console' && !config.isProduction ? services.mail : null,
    mailPolicy: {
      verification: config.signIn.emailVerification,
      byLink: config.mail.transport !== 'off' && config.signIn.byMailedLink,
      byCode: config.mail.transport !== 'off' && config.signIn.byMailedCode,
    },
    deletionGraceSeconds: config.account.deletionGraceSeconds,
    trustedSeconds: config.factors.trustedSeconds,
    minPasswordLength: config.passwords.minLength,
    isSameOrigin: (request) => isSameOrigin(request, config.server.url),
  });
}
