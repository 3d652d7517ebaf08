import { createHmac, createPublicKey, type JsonWebKey } from 'node:crypto';

/** The claims of a token under HMACs whose key is what everybody knows: the public key, in each of its forms. */
export async function signedWithPublicKey(url: string, token: string): Promise<string[]> {
  const { keys } = (await (await fetch(`${url}/.well-known/jwks.json`)).json()) as { keys: JsonWebKey[] };
  const [headerPart = '', payload = ''] = token.split('.');
  const { kid } = JSON.parse(Buffer.from(headerPart, 'base64url').toString()) as { kid: string };
  const jwk = keys.find((key) => key['kid'] === kid);
  if (!jwk) throw new Error(`There is no key ${kid}`);
  const key = createPublicKey({ key: jwk, format: 'jwk' });
  const header = Buffer.from(JSON.stringify({ alg: 'HS256', typ: 'at+jwt', kid })).toString('base64url');
  const content = `${header}.${payload}`;
  const secrets = [
    key.export({ type: 'spki', format: 'pem' }),
    key.export({ type: 'spki', format: 'der' }),
    JSON.stringify(jwk),
  ];
  return secrets.map(
    (secret) => `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`,
  );
}
