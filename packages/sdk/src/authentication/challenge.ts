/** A quoted string (RFC 9110 section 5.6.4); what cannot stand in a header is left out. */
function quoted(text: string): string {
  return `"${text.replace(/[^\x20-\x7e]/g, '').replace(/["\\]/g, '\\$&')}"`;
}

export function challengeOf(scheme: string, parameters: Record<string, string | undefined>): string {
  const given = Object.entries(parameters).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${quoted(value)}`],
  );
  return given.length === 0 ? scheme : `${scheme} ${given.join(', ')}`;
}

/** What bearer tokens are refused with (RFC 6750 section 3.1, RFC 9449 section 7.1, RFC 9470 section 3). */
interface TokenError {
  error: 'invalid_token' | 'insufficient_scope' | 'insufficient_user_authentication';
  description: string;
  /** What would do: a scope, or how well and how recently the user has to show who they are. */
  wanted?: Record<string, string | undefined>;
}

const tokenSchemes = /^(Bearer|DPoP)(?= |$)/i;

/** Whether a challenge asks for a token, whose refusals have words of their own. */
export function isOfTokens(challenge: string): boolean {
  return tokenSchemes.test(challenge);
}

/** The challenge with the reason, where its scheme has words for one; as it is otherwise. */
export function withTokenError(challenge: string, { error, description, wanted }: TokenError): string {
  if (!isOfTokens(challenge)) return challenge;
  // The double quote and the backslash are not allowed in it, not even escaped.
  const told = description.replace(/["\\]/g, "'");
  const parameters = challengeOf('', { error, error_description: told, ...wanted }).trimStart();
  return `${challenge}${challenge.includes(' ') ? ',' : ''} ${parameters}`;
}
