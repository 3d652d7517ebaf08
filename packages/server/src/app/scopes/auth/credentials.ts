import type { Config } from '#config';
import type { Credentials } from '#modules/tokens';
import { fields, hasField, nullableText, text } from '#platform/http/drf/fields.ts';

type LoginField = Config['tokens']['loginField'];

/**
 * The name under which a body carries the login. When it carries neither name, errors speak of the
 * configured one.
 */
export function loginFieldOf(body: unknown, configured: LoginField): LoginField {
  const other = configured === 'email' ? 'username' : 'email';
  return !hasField(body, configured) && hasField(body, other) ? other : configured;
}

const password = text({ isTrimmed: false });
/** Null or empty is as good as absent: a form of a client may always send it. */
export const otp = nullableText();
const byEmail = fields({ email: text(), password, otp });
const byUsername = fields({ username: text(), password, otp });

/** Reads `{"email" | "username", "password", "otp"?}`. Errors: `request.invalid`. */
export function readCredentials(body: unknown, configured: LoginField): Credentials {
  if (loginFieldOf(body, configured) === 'email') {
    const sent = byEmail.read(body);
    return { login: sent.email, password: sent.password, otp: sent.otp ?? undefined };
  }
  const sent = byUsername.read(body);
  return { login: sent.username, password: sent.password, otp: sent.otp ?? undefined };
}
