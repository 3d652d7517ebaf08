import type { Provider } from 'oidc-provider';
import type { EngineClients } from './clients.ts';

function isSilent(prompt: unknown): boolean {
  return typeof prompt === 'string' && prompt.split(' ').includes('none');
}

/**
 * Anybody may register an application with an address of theirs, and then send people there by a request that is
 * wrong on purpose, in the name of this server. So an error alone sends nobody to what is not the installation's
 * own, unless they are signed in, were asked something, or the client asks in silence (RFC 9700 section 4.11.2).
 */
export function refuseBlindRedirects(provider: Provider, clients: EngineClients): void {
  provider.on('authorization.error', ({ oidc }, error) => {
    const { client, session, route, params } = oidc;
    const application = client && clients.knownOf(client)?.application;
    const isOurs = application?.origin === 'managed' && application.ownerId === null;
    // Every other route of it is one that our pages send somebody to.
    const isAsked = session?.accountId !== undefined || route !== 'authorization';
    if (isOurs || isAsked || isSilent(params?.['prompt'])) return;
    // The engine reads this when it has told its listeners.
    Object.assign(error, { allow_redirect: false });
  });
}
