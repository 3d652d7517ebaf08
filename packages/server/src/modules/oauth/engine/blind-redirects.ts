import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Application, ApplicationService } from '#modules/applications';
import type { EngineClients } from './clients.ts';
import { enginePaths } from './paths.ts';

function isSilent(prompt: unknown): boolean {
  return typeof prompt === 'string' && prompt.split(' ').includes('none');
}

/** Whether it is the installation's own: of every other one anybody may have chosen the addresses. */
function isOurs(application: Application | undefined): boolean {
  return application?.origin === 'managed' && application.ownerId === null;
}

/**
 * Anybody may register an application with an address of theirs, and then send people there by a request that is
 * wrong on purpose, in the name of this server. So an error alone sends nobody to what is not the installation's
 * own, unless they are signed in, were asked something, or the client asks in silence (RFC 9700 section 4.11.2).
 */
export function refuseBlindRedirects(provider: Provider, clients: EngineClients): void {
  provider.on('authorization.error', ({ oidc }, error) => {
    const { client, session, route, params } = oidc;
    // Every other route of it is one that our pages send somebody to.
    const isAsked = session?.accountId !== undefined || route !== 'authorization';
    if (isAsked || isSilent(params?.['prompt'])) return;
    if (isOurs(client && clients.knownOf(client)?.application)) return;
    // The engine reads this when it has told its listeners.
    Object.assign(error, { allow_redirect: false });
  });
}

/**
 * Nor is anybody sent there from signing out, where the engine asks nobody who is not signed in, unless the
 * application shows that it had somebody signed in (OpenID Connect RP-Initiated Logout 1.0 section 3).
 */
export function refuseBlindSignOuts({ findClient }: Pick<ApplicationService, 'findClient'>) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    const { post_logout_redirect_uri: target, id_token_hint: hint = '', ...others } = ctx.query;
    if (ctx.path === enginePaths.end_session && target !== undefined && hint === '') {
      const { client_id: clientId } = others;
      const known = typeof clientId === 'string' ? await findClient(clientId) : undefined;
      if (!isOurs(known?.application)) ctx.query = others;
    }
    await next();
  };
}
