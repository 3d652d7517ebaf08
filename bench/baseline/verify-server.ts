// A bare Fastify route that verifies an ES256 token with node:crypto, and does nothing else.
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { fastify } from 'fastify';

const key = createPublicKey({ key: JSON.parse(process.env['JWK'] ?? '{}') as JsonWebKey, format: 'jwk' });
const app = fastify();

app.get('/ready', () => ({}));
app.post<{ Body: { token: string } }>('/verify', (request, reply) => {
  const { token } = request.body;
  const dot = token.lastIndexOf('.');
  const isAuthentic = verify(
    'sha256',
    Buffer.from(token.slice(0, dot)),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(token.slice(dot + 1), 'base64url'),
  );
  return reply.code(isAuthentic ? 200 : 401).send({});
});
await app.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' });
