import type { CredentialRequest } from '../../types.ts';
import type { SignedMessage } from './signature-base.ts';

/**
 * The request as its sender saw it. Behind a proxy that ends TLS or changes the host, the service has to say its
 * public address; without it the host is what the request says, and the scheme is known only where the framework
 * tells it.
 */
export function messageOf(request: CredentialRequest, publicUrl: URL | undefined): SignedMessage {
  const absolute = URL.canParse(request.url) ? new URL(request.url) : undefined;
  const target = absolute ? `${absolute.pathname}${absolute.search}` : request.url;
  const mark = target.indexOf('?');
  const scheme = schemeOf(publicUrl ?? absolute);
  const host = publicUrl?.host ?? request.header('host') ?? request.header(':authority') ?? absolute?.host;
  return {
    method: request.method,
    scheme,
    authority: host === undefined ? undefined : withoutDefaultPort(host.toLowerCase(), scheme),
    path: mark < 0 ? target : target.slice(0, mark),
    query: mark < 0 ? undefined : target.slice(mark + 1),
    header: (name) => request.header(name),
  };
}

function schemeOf(url: URL | undefined): 'http' | 'https' | undefined {
  if (url?.protocol === 'https:') return 'https';
  return url?.protocol === 'http:' ? 'http' : undefined;
}

function withoutDefaultPort(host: string, scheme: 'http' | 'https' | undefined): string {
  if (scheme === undefined) return host;
  const port = scheme === 'https' ? ':443' : ':80';
  return host.endsWith(port) ? host.slice(0, -port.length) : host;
}
