import type { Fetch } from '../http/outbound.ts';
import type { Spans } from './spans.ts';

/**
 * Times what is asked elsewhere. Of the address only the host is told, since paths and queries may hold secrets; and
 * nothing of the trace is told to the host.
 */
export function tracedFetch(spans: Spans, fetch: Fetch): Fetch {
  return (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    const host = URL.parse(address)?.hostname ?? 'unknown';
    const method = init?.method ?? (input instanceof Request ? input.method : 'GET');
    const attributes = { 'http.request.method': method, 'server.address': host };
    return spans.whole(method, attributes, async (span) => {
      const response = await fetch(input, init);
      span.note({ 'http.response.status_code': response.status });
      return response;
    });
  };
}
