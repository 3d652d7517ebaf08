import type { UsageName } from '@ostiary/contract';
import type { Provider } from 'oidc-provider';
import type { OauthDeps } from '../oauth.deps.ts';

const names: Readonly<Record<string, UsageName>> = {
  authorization_code: 'token.authorization_code',
  refresh_token: 'token.refresh',
  client_credentials: 'token.client_credentials',
  'urn:ietf:params:oauth:grant-type:device_code': 'token.device',
  'urn:ietf:params:oauth:grant-type:token-exchange': 'token.exchange',
};

/** Counts what the engine grants. */
export function countGrants(provider: Provider, { usage }: Pick<OauthDeps, 'usage'>): void {
  if (!usage) return;
  provider.on('grant.success', ({ oidc }) => {
    const name = names[String(oidc.params?.['grant_type'])];
    if (name) usage.count(name);
  });
}
