/** What OSTIARY_SMTP_URL says. */
export interface SmtpAddress {
  host: string;
  /** Null for the usual one. */
  port: number | null;
  /** TLS from the start (RFC 8314 section 3.3). */
  isTlsFromStart: boolean;
  /** Refuse to go on without TLS, as somebody in between could make it look. */
  isTlsRequired: boolean;
  credentials: { user: string; password: string } | null;
}

/**
 * `smtp://` and `smtps://`. Where a password is sent TLS is required, unless `?tls=optional` says that the way
 * there is private.
 */
export function readSmtpUrl(value: string): SmtpAddress {
  const url = new URL(value);
  const hasCredentials = url.username !== '';
  const isTlsFromStart = url.protocol === 'smtps:';
  const tls = url.searchParams.get('tls') ?? (hasCredentials ? 'required' : 'optional');
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? null : Number(url.port),
    isTlsFromStart,
    isTlsRequired: isTlsFromStart || tls === 'required',
    credentials: hasCredentials
      ? { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
      : null,
  };
}
