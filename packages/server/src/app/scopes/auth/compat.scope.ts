import type { FastifyInstance } from 'fastify';
import type { Config } from '#config';
import { addCompatRoutes } from '#modules/compat';
import { drfScope } from '#platform/http/drf/scope.ts';
import type { Services } from '../../build-services.ts';
import { credentialErrors } from './token-errors.ts';

export interface CompatScopeDeps {
  config: Pick<Config, 'compat' | 'cookies'>;
  services: Pick<Services, 'access' | 'account' | 'captcha' | 'database' | 'sessions' | 'tokens'>;
}

/** The tutorials' own paths, at the root; OSTIARY_COMPAT=off leaves them out. */
export async function compatScope(
  app: FastifyInstance,
  { config, services }: CompatScopeDeps,
): Promise<void> {
  if (!config.compat.isOn) return;
  const { access, account, captcha, database, sessions, tokens } = services;
  await app.register((scope, _options, done) => {
    addCompatRoutes(drfScope(scope, credentialErrors), {
      database,
      access,
      captcha,
      sessions,
      tokens,
      ports: { signUp: (caller, input) => account.signUp(caller, input) },
      cookie: { isSecure: config.cookies.isSecure, seconds: config.cookies.roleCookieSeconds },
    });
    done();
  });
}
