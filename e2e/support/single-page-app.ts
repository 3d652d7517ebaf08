/** What runs in the page of a client without a server. Bundled; `settings` are in the page. */
import { UserManager, WebStorageStateStore, type User } from 'oidc-client-ts';

export interface SinglePageSettings {
  issuer: string;
  clientId: string;
}

declare global {
  interface Window {
    settings: SinglePageSettings;
  }
}

const { issuer, clientId } = window.settings;
const manager = new UserManager({
  authority: issuer,
  client_id: clientId,
  redirect_uri: `${location.origin}/callback.html`,
  popup_redirect_uri: `${location.origin}/callback.html`,
  post_logout_redirect_uri: `${location.origin}/app.html`,
  scope: 'openid profile email',
  loadUserInfo: true,
  automaticSilentRenew: false,
  userStore: new WebStorageStateStore({ store: window.localStorage }),
});

function say(text: string): void {
  const output = document.querySelector('output');
  if (output) output.textContent = text;
}

function show(user: User | null): void {
  say(user ? `${user.profile.email ?? ''} has ${user.access_token}` : 'Nobody is signed in');
}

/** What came of something, or why nothing did. */
function attempt(what: () => Promise<unknown>): void {
  what().catch((error: unknown) => say(`Failed: ${String(error)}`));
}

const actions: Record<string, () => Promise<void>> = {
  redirect: () => manager.signinRedirect(),
  popup: async () => show(await manager.signinPopup()),
  refresh: async () => show(await manager.signinSilent()),
  out: () => manager.signoutRedirect(),
};
for (const [id, action] of Object.entries(actions)) {
  document.getElementById(id)?.addEventListener('click', () => attempt(action));
}

attempt(async () => {
  if (location.pathname !== '/callback.html') return show(await manager.getUser());
  await manager.signinCallback();
  if (window.opener === null) location.replace('/app.html');
});
