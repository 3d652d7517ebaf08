import { createHmac, randomBytes } from 'node:crypto';

const djangoKey = 'django-insecure-key-of-the-old-service';

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A refresh token as SimpleJWT 5.5 makes it (contracts/simplejwt.md, "Tokens"). Times in epoch milliseconds. */
export function simpleJwt(userId: string, { iat, exp }: { iat: number; exp: number }): string {
  const claims = {
    ...{ token_type: 'refresh', exp: Math.floor(exp / 1000), iat: Math.floor(iat / 1000) },
    ...{ jti: randomBytes(16).toString('hex'), user_id: userId },
  };
  const signed = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
  return `${signed}.${createHmac('sha256', djangoKey).update(signed).digest('base64url')}`;
}

/** A static token as Django REST framework makes it. */
export function drfToken(): string {
  return randomBytes(20).toString('hex');
}

/** An opaque token as django-oauth-toolkit makes it: 30 letters and digits. */
export function dotToken(): string {
  return randomBytes(60)
    .toString('base64')
    .replaceAll(/[^A-Za-z0-9]/g, '')
    .slice(0, 30);
}
