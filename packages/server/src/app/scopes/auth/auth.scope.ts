import type { FastifyInstance } from 'fastify';
import type { Config } from '#config';
import { drfScope } from '#platform/http/drf/scope.ts';
import type { Services } from '../../build-services.ts';
import { heedCallingService } from '../../calling-service.ts';
import { addAccountsRoutes } from './accounts.routes.ts';
import { addSignOutRoute } from './sign-out.routes.ts';
import { addSlidingRoutes } from './sliding.routes.ts';
import { credentialErrors } from './token-errors.ts';
import { addTokenRoutes } from './token.routes.ts';
import { addUserRoute } from './user.routes.ts';

export interface AuthScopeDeps {
  config: Pick<Config, 'tokens'>;
  services: Pick<
    Services,
    'access' | 'account' | 'captcha' | 'database' | 'login' | 'mfa' | 'passwords' | 'services' | 'tokens'
  >;
}

/** The token API under `/auth`, with the manners of Django REST framework. */
export async function authScope(app: FastifyInstance, { config, services }: AuthScopeDeps): Promise<void> {
  const { account, captcha, login, mfa, passwords, tokens } = services;
  const { loginField } = config.tokens;
  await app.register(
    (scope, _options, done) => {
      heedCallingService(scope, services);
      const drf = drfScope(scope, credentialErrors);
      addTokenRoutes(drf, { tokens, loginField });
      addSlidingRoutes(drf, { tokens, loginField });
      addSignOutRoute(drf, { tokens, login });
      addAccountsRoutes(drf, { account, captcha, mfa, passwords, loginField });
      addUserRoute(drf, services);
      done();
    },
    { prefix: '/auth' },
  );
}
