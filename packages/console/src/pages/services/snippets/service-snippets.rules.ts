export interface ServiceConnection {
  /** Of Ostiary, which is also the issuer of its tokens. */
  url: string;
  audience: string;
  levels: readonly string[];
  key: string;
}

export interface SnippetFile {
  name: string;
  text: string;
}

export interface ServiceFramework {
  id: string;
  name: string;
  files: (connection: ServiceConnection) => SnippetFile[];
}

/** Where the key stands that only its maker has seen. */
export const keyPlaceholder = 'osk_…';

const quoted = (text: string): string => JSON.stringify(text);

function environment({ url, audience, key }: ServiceConnection): SnippetFile {
  return { name: '.env', text: `OSTIARY_URL=${url}\nAUDIENCE=${audience}\nSERVICE_KEY=${key}\n` };
}

function setUp({ levels }: ServiceConnection): string {
  const known = levels.length === 0 ? '' : `\n  levels: [${levels.map(quoted).join(', ')}],`;
  return `const ostiary = createOstiary({
  url: process.env.OSTIARY_URL,
  audience: process.env.AUDIENCE,
  key: process.env.SERVICE_KEY,${known}
  onError: (error) => console.error(error.message),
});
await ostiary.start();
`;
}

/** A guard by level for a service that has levels, the most of them. */
function levelGuard({ levels }: ServiceConnection): {
  imported: string;
  made: string;
  level: string | undefined;
} {
  const level = levels.at(-1);
  if (level === undefined) return { imported: 'authenticated, createOstiary', made: '', level };
  return {
    imported: 'authenticated, createGuards, createOstiary',
    made: 'const { serviceAccess } = createGuards(ostiary);\n',
    level: quoted(level),
  };
}

const express = (connection: ServiceConnection): SnippetFile[] => {
  const { imported, made, level } = levelGuard(connection);
  const text = `// npm install express @ostiary/sdk; node --env-file=.env app.mjs
import { ${imported} } from '@ostiary/sdk';
import { expressDoor } from '@ostiary/sdk/express';
import express from 'express';

${setUp(connection)}
const app = express();
const door = expressDoor(ostiary);
${made}const hello = (request, response) => {
  const { sub, access } = door.user(request);
  response.json({ sub, access });
};
app.get('/hello', door.guard(authenticated()), hello);${
    level === undefined ? '' : `\napp.get('/inner', door.guard(serviceAccess(${level})), hello);`
  }
app.use(door.errorHandler);
app.listen(process.env.PORT ?? 3000);
`;
  return [environment(connection), { name: 'app.mjs', text }];
};

const fastify = (connection: ServiceConnection): SnippetFile[] => {
  const { imported, made, level } = levelGuard(connection);
  const text = `// npm install fastify @ostiary/sdk; node --env-file=.env app.mjs
import { ${imported} } from '@ostiary/sdk';
import { fastifyDoor } from '@ostiary/sdk/fastify';
import { fastify } from 'fastify';

${setUp(connection)}
const app = fastify();
const door = fastifyDoor(ostiary);
await app.register(door.plugin);
${made}const hello = (request) => {
  const { sub, access } = door.user(request);
  return { sub, access };
};
app.get('/hello', door.route(authenticated()), hello);${
    level === undefined ? '' : `\napp.get('/inner', door.route(serviceAccess(${level})), hello);`
  }
await app.listen({ port: Number(process.env.PORT ?? 3000) });
`;
  return [environment(connection), { name: 'app.mjs', text }];
};

const python = (connection: ServiceConnection): SnippetFile[] => [
  {
    name: 'verify.py',
    text: `# pip install "pyjwt[crypto]"
import jwt

ISSUER = ${quoted(connection.url)}
AUDIENCE = ${quoted(connection.audience)}
keys = jwt.PyJWKClient(ISSUER + "/.well-known/jwks.json", cache_keys=True)


def verify(token: str) -> dict:
    """The claims of an access token. Raises jwt.InvalidTokenError for one that is not good here."""
    key = keys.get_signing_key_from_jwt(token)
    return jwt.decode(
        token,
        key.key,
        algorithms=["ES256", "RS256", "EdDSA"],
        audience=AUDIENCE,
        issuer=ISSUER,
        options={"require": ["exp", "iss", "aud", "sub"]},
    )
`,
  },
];

const curl = (connection: ServiceConnection): SnippetFile[] => [
  {
    name: 'shell',
    text: `# A token for this service, for somebody with a password:
curl -s -X POST ${connection.url}/auth/token/ \\
  -H 'Content-Type: application/json' -H 'Ostiary-Service: ${connection.key}' \\
  -d '{"email": "ann@example.com", "password": "…"}'
`,
  },
];

export const frameworks: readonly ServiceFramework[] = [
  { id: 'express', name: 'Express', files: express },
  { id: 'fastify', name: 'Fastify', files: fastify },
  { id: 'python', name: 'Python (PyJWT)', files: python },
  { id: 'curl', name: 'curl', files: curl },
];
