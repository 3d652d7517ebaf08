import { env, js, lines, list } from './quote.rules.ts';
import type { Connection, Framework, SnippetFile } from './snippet.types.ts';

/** Its own names: it finds them by the id of the provider. */
function environment({ issuer, clientId, clientSecret }: Connection): SnippetFile {
  return {
    name: '.env.local',
    text: lines(
      '# npx auth secret',
      'AUTH_SECRET=put-32-random-characters-or-more-here',
      `AUTH_OSTIARY_ID=${env(clientId)}`,
      `AUTH_OSTIARY_SECRET=${env(clientSecret ?? '')}`,
      `AUTH_OSTIARY_ISSUER=${env(issuer)}`,
    ),
  };
}

/** Names and addresses are at userinfo, not in the ID token: `idToken: false` makes Auth.js ask there. */
function provider({ scopes }: Connection, variable: (name: string) => string): string {
  return `    {
      id: 'ostiary',
      name: 'Ostiary',
      type: 'oidc',
      issuer: ${variable('AUTH_OSTIARY_ISSUER')},
      clientId: ${variable('AUTH_OSTIARY_ID')},
      clientSecret: ${variable('AUTH_OSTIARY_SECRET')},
      authorization: { params: { scope: ${js(scopes.join(' '))} } },
      checks: ['pkce', 'state'],
      // Names and addresses come from the userinfo endpoint.
      idToken: false,
    },`;
}

export const nextJs: Framework = {
  id: 'next',
  name: 'Next.js (Auth.js 5)',
  kinds: ['web'],
  redirectUri: 'http://localhost:3000/api/auth/callback/ostiary',
  postLogoutUri: 'http://localhost:3000/',
  files: (connection) => [
    environment(connection),
    {
      name: 'auth.ts',
      text: `import NextAuth from 'next-auth';

export const { handlers, auth, signIn, signOut } = NextAuth({
  providers: [
${provider(connection, (name) => `process.env.${name}`)}
  ],
});
`,
    },
    {
      name: 'app/api/auth/[...nextauth]/route.ts',
      text: `import { handlers } from '@/auth';

export const { GET, POST } = handlers;
`,
    },
  ],
};

export const svelteKit: Framework = {
  id: 'sveltekit',
  name: 'SvelteKit (Auth.js)',
  kinds: ['web'],
  redirectUri: 'http://localhost:5173/auth/callback/ostiary',
  postLogoutUri: 'http://localhost:5173/',
  files: (connection) => [
    { ...environment(connection), name: '.env' },
    {
      name: 'src/auth.ts',
      text: `import { SvelteKitAuth } from '@auth/sveltekit';
import ${braced(['AUTH_OSTIARY_ID', 'AUTH_OSTIARY_ISSUER', 'AUTH_OSTIARY_SECRET'])} from '$env/static/private';

export const { handle, signIn, signOut } = SvelteKitAuth({
  providers: [
${provider(connection, (name) => name)}
  ],
});
`,
    },
    { name: 'src/hooks.server.ts', text: "export { handle } from './auth';\n" },
  ],
};

function braced(names: readonly string[]): string {
  return `{ ${list(names, (name) => name)} }`;
}
