/** A percent-encoded byte that is not one, or a plus where there should be an escape. */
const brokenEscape = /%(?![0-9A-Fa-f]{2})/;

function decoded(text: string): string | undefined {
  if (!text.includes('%') && !text.includes('+')) return text;
  if (brokenEscape.test(text)) return undefined;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

/**
 * The fields of a form in which there is nothing to judge: each name known and there once, each value not
 * empty and well encoded. Undefined for every other one, which the engine judges.
 */
export function plainForm(body: string, names: ReadonlySet<string>): ReadonlyMap<string, string> | undefined {
  const fields = new Map<string, string>();
  for (const pair of body.split('&')) {
    const equals = pair.indexOf('=');
    const name = pair.slice(0, equals);
    const value = equals < 0 ? undefined : decoded(pair.slice(equals + 1));
    if (value === undefined || value === '' || !names.has(name) || fields.has(name)) return undefined;
    fields.set(name, value);
  }
  return fields;
}

/** Client id and secret of a Basic header in which no character is escaped (RFC 6749 section 2.3.1). */
export function plainBasic(header: string): { clientId: string; secret: string } | undefined {
  if (!header.startsWith('Basic ')) return undefined;
  const text = Buffer.from(header.slice('Basic '.length), 'base64').toString('latin1');
  const match = /^(?<clientId>[A-Za-z0-9._~-]+):(?<secret>[A-Za-z0-9._~-]+)$/.exec(text);
  const { clientId, secret } = match?.groups ?? {};
  return clientId === undefined || secret === undefined ? undefined : { clientId, secret };
}
