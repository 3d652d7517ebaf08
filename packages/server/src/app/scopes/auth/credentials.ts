import type { Config } from '#config';
import { fields, hasField, text } from '#platform/http/drf/fields.ts';

type LoginField = Config['tokens']['loginField'];

export interface Credentials {
  login: string;
  password: string;
}

/**
 * The name under which a body carries the login. When it carries neither name, errors speak of the
 * configured one.
 */
export function loginFieldOf(body: unknown, configured: LoginField): LoginField {
  const other = configured === 'email' ? 'username' : 'email';
  return !hasField(body, configured) && hasField(body, other) ? other : configured;
}

const password = text({ isTrimmed: false });
const byEmail = fields({ email: text(), password });
const byUsername = fields({ username: text(), password });

/** Reads `{"email" | "username", "password"}`. Errors: `request.invalid`. */
export function readCredentials(body: unknown, configured: LoginField): Credentials {
  if (loginFieldOf(body, configured) === 'email') {
    const sent = byEmail.read(body);
    return { login: sent.email, password: sent.password };
  }
  const sent = byUsername.read(body);
  return { login: sent.username, password: sent.password };
}
