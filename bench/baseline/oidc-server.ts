// The OAuth engine as its package ships it: plain node:http, its own memory adapter, one client, JWT access
// tokens (ES256) for one resource server. `/seed?count=32` makes what a benchmark starts from.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

type Client = NonNullable<Awaited<ReturnType<Provider['Client']['find']>>>;

const port = Number(process.env['PORT']);
const issuer = `http://127.0.0.1:${String(port)}`;
const audience = 'https://api.bench.test';
const accountId = 'user';
const hour = 3600;
const clientId = 'bench';
const redirectUri = 'https://client.bench.test/callback';
const clientSecret = randomBytes(32).toString('base64url');
const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

// It warns that its memory adapter is for development, which is known here.
console.warn = () => undefined;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: clientId,
      client_secret: clientSecret,
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      redirect_uris: [redirectUri],
    },
  ],
  clientDefaults: { id_token_signed_response_alg: 'ES256' },
  jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), alg: 'ES256', use: 'sig' }] },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    introspection: { enabled: true, allowedPolicy: () => true },
    resourceIndicators: {
      enabled: true,
      defaultResource: () => audience,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({ scope: 'read write', audience, accessTokenFormat: 'jwt' }),
    },
  },
  findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
  issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
  rotateRefreshToken: true,
  ttl: {
    AccessToken: hour,
    AuthorizationCode: 60,
    ClientCredentials: hour,
    Grant: hour,
    IdToken: hour,
    Interaction: hour,
    RefreshToken: hour,
    Session: hour,
  },
});

interface Member {
  refreshToken: string;
  cookie: string;
}

/** A signed-in browser whose user has agreed to everything, and a refresh token of that grant. */
async function makeMember(client: Client): Promise<Member> {
  const grant = new provider.Grant({ accountId, clientId });
  grant.addOIDCScope('openid');
  grant.addResourceScope(audience, 'read write');
  const grantId = await grant.save();
  const refreshToken = new provider.RefreshToken({
    client,
    accountId,
    grantId,
    gty: 'authorization_code',
    scope: 'read',
    resource: audience,
  });
  const session = new provider.Session();
  session.loginAccount({ accountId });
  session.ensureClientContainer(clientId);
  session.grantIdFor(clientId, grantId);
  const cookie = `${provider.cookieName('session')}=${await session.save(hour)}`;
  return { refreshToken: await refreshToken.save(), cookie };
}

async function seed(count: number): Promise<object> {
  const client = await provider.Client.find(clientId);
  if (!client) throw new TypeError('The client is configured');
  const opaqueToken = await new provider.ClientCredentials({ client, scope: 'read' }).save();
  const members = await Promise.all(Array.from({ length: count }, () => makeMember(client)));
  return { clientId, clientSecret, redirectUri, opaqueToken, members };
}

const answer = provider.callback();
createServer((request, response) => {
  const { url = '/' } = request;
  if (!url.startsWith('/seed?')) return void answer(request, response);
  const count = Number(new URL(url, issuer).searchParams.get('count'));
  void seed(count).then((seeded) => response.end(JSON.stringify(seeded)));
}).listen(port, '127.0.0.1');
