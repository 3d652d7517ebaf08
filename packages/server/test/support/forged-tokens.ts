import { createHmac } from 'node:crypto';

/** The same claims under a signature that no key of ours made. */
export function withOtherSignature(token: string): string {
  const [header = '', payload = ''] = token.split('.');
  return `${header}.${payload}.${Buffer.alloc(64, 7).toString('base64url')}`;
}

/** The same claims under another algorithm: `none`, or an HMAC with a guessed key. */
export function withAlgorithm(token: string, alg: 'none' | 'HS256'): string {
  const [, payload = ''] = token.split('.');
  const header = Buffer.from(JSON.stringify({ alg, typ: 'at+jwt' })).toString('base64url');
  const content = `${header}.${payload}`;
  const signature = alg === 'none' ? '' : createHmac('sha256', 'guess').update(content).digest('base64url');
  return `${content}.${signature}`;
}
