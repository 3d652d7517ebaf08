export { bothWays, escapedBasic, isAnsweredDirectly, plainBasic } from './both-ways.ts';
export { claimsOf } from '../http-client.ts';
export { clientKey, type ClientKey } from './client-keys.ts';
export { OauthBrowser, type Arrival, type Stop } from './oauth-browser.ts';
export {
  oauthWorld,
  publicOrigin,
  testChallenge,
  testVerifier,
  type OauthWorld,
  type Person,
  type TestClient,
  type Tokens,
} from './oauth-world.ts';
export { pkce } from './pkce.ts';
export { basic, formBody, type ClientAuth, type Form, type OauthAnswer } from './token-requests.ts';
