import { js, lines } from './quote.rules.ts';
import type { Connection, Framework } from './snippet.types.ts';

const local = 'http://localhost:5173';

/** Settings of oidc-client-ts, the same for every framework. */
function settings({ issuer, clientId, redirectUri, postLogoutUri, scopes, resource }: Connection): string {
  return lines(
    "import { UserManager, type User } from 'oidc-client-ts';",
    '',
    'export const auth = new UserManager({',
    `  authority: ${js(issuer)},`,
    `  client_id: ${js(clientId)},`,
    `  redirect_uri: ${js(redirectUri)},`,
    postLogoutUri !== null && `  post_logout_redirect_uri: ${js(postLogoutUri)},`,
    `  scope: ${js(scopes.join(' '))},`,
    ...(resource === null
      ? ['  // Names and addresses come from the userinfo endpoint.', '  loadUserInfo: true,']
      : [
          '  // Access tokens are for this API. Who it is, is profile.sub; the API can tell their name.',
          `  resource: ${js(resource)},`,
        ]),
    '});',
    '',
    '// The session is over: forget its tokens.',
    'auth.events.addSilentRenewError(() => void auth.removeUser());',
  );
}

/** Called once, before anything is shown. */
function starting({ redirectUri }: Connection): string {
  const { pathname } = new URL(redirectUri);
  return `
/** Who is signed in. Call it once when the application starts: it also takes people back who come from there. */
export async function currentUser(): Promise<User | null> {
  const { pathname, search } = window.location;
  const isAnswer = pathname === ${js(pathname)} && new URLSearchParams(search).has('state');
  if (!isAnswer) return auth.getUser();
  const user = await auth.signinCallback();
  window.history.replaceState(null, '', '/'); // the code is used up
  return user ?? null;
}

export const signIn = (): Promise<void> => auth.signinRedirect();
export const signOut = (): Promise<void> => auth.signoutRedirect();
`;
}

const react = `import { useEffect, useState } from 'react';
import type { User } from 'oidc-client-ts';
import { auth, currentUser, signIn, signOut } from './auth';

const started = currentUser();

export function App() {
  const [user, setUser] = useState<User | null>(null);
  useEffect(() => {
    started.then(setUser, console.error);
    const forget = () => setUser(null);
    auth.events.addUserLoaded(setUser);
    auth.events.addUserUnloaded(forget);
    return () => {
      auth.events.removeUserLoaded(setUser);
      auth.events.removeUserUnloaded(forget);
    };
  }, []);
  if (!user) return <button onClick={() => void signIn()}>Sign in</button>;
  return (
    <p>
      {user.profile.name ?? user.profile.sub} <button onClick={() => void signOut()}>Sign out</button>
    </p>
  );
}
`;

const vue = `<script setup lang="ts">
import { onMounted, onUnmounted, shallowRef } from 'vue';
import type { User } from 'oidc-client-ts';
import { auth, currentUser, signIn, signOut } from './auth';

const user = shallowRef<User | null>(null);
const show = (loaded: User) => (user.value = loaded);
const forget = () => (user.value = null);

onMounted(async () => {
  auth.events.addUserLoaded(show);
  auth.events.addUserUnloaded(forget);
  user.value = await currentUser();
});
onUnmounted(() => {
  auth.events.removeUserLoaded(show);
  auth.events.removeUserUnloaded(forget);
});
</script>

<template>
  <p v-if="user">
    {{ user.profile.name ?? user.profile.sub }} <button @click="signOut()">Sign out</button>
  </p>
  <button v-else @click="signIn()">Sign in</button>
</template>
`;

function framework(id: string, name: string, view: { name: string; text: string } | null): Framework {
  return {
    id,
    name,
    kinds: ['spa'],
    asksForService: true,
    redirectUri: `${local}/callback`,
    postLogoutUri: `${local}/`,
    files: (connection) => [
      { name: 'Terminal', text: 'npm install oidc-client-ts\n' },
      { name: 'src/auth.ts', text: settings(connection) + starting(connection) },
      ...(view === null ? [] : [view]),
    ],
  };
}

export const reactPage = framework('react', 'React (oidc-client-ts)', { name: 'src/App.tsx', text: react });
export const vuePage = framework('vue', 'Vue (oidc-client-ts)', { name: 'src/App.vue', text: vue });
export const plainPage = framework('oidc-client-ts', 'TypeScript (oidc-client-ts)', null);

export const angular: Framework = {
  id: 'angular',
  name: 'Angular (angular-auth-oidc-client)',
  kinds: ['spa'],
  redirectUri: 'http://localhost:4200/callback',
  postLogoutUri: 'http://localhost:4200/',
  files: ({ issuer, clientId, redirectUri, postLogoutUri, scopes }) => [
    { name: 'Terminal', text: 'npm install angular-auth-oidc-client\n' },
    {
      name: 'src/app/app.config.ts',
      text: lines(
        "import { type ApplicationConfig } from '@angular/core';",
        "import { provideHttpClient } from '@angular/common/http';",
        "import { provideAuth } from 'angular-auth-oidc-client';",
        '',
        'export const appConfig: ApplicationConfig = {',
        '  providers: [',
        '    provideHttpClient(),',
        '    provideAuth({',
        '      config: {',
        `        authority: ${js(issuer)},`,
        `        clientId: ${js(clientId)},`,
        `        redirectUrl: ${js(redirectUri)},`,
        postLogoutUri !== null && `        postLogoutRedirectUri: ${js(postLogoutUri)},`,
        `        scope: ${js(scopes.join(' '))},`,
        "        responseType: 'code',",
        '        silentRenew: true,',
        '        useRefreshToken: true,',
        '      },',
        '    }),',
        '  ],',
        '};',
      ),
    },
  ],
};
