import { lines } from './quote.rules.ts';
import type { Framework } from './snippet.types.ts';

/** What a form of another product asks for, whatever it calls it. */
export const addresses: Framework = {
  id: 'addresses',
  name: 'OpenID Connect / OAuth 2',
  kinds: ['existing', 'native'],
  files: ({ issuer, clientId, clientSecret, scopes, redirectUri, endpoints }) => [
    {
      name: 'OAuth 2',
      text: lines(
        `Issuer         ${issuer}`,
        `Discovery      ${issuer}/.well-known/openid-configuration`,
        `Authorization  ${endpoints.authorization}`,
        `Token          ${endpoints.token}`,
        `Userinfo       ${endpoints.userinfo}`,
        `Keys (JWKS)    ${endpoints.jwks}`,
        `Sign-out       ${endpoints.endSession}`,
        `Client id      ${clientId}`,
        clientSecret !== null && `Client secret  ${clientSecret}`,
        `Redirect URI   ${redirectUri}`,
        `Scopes         ${scopes.join(' ')}`,
      ),
    },
  ],
};
