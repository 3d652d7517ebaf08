import type { Clock } from '#platform/clock.ts';
import type { Fetch } from '#platform/http/outbound.ts';
import { OutboundError } from '#platform/http/outbound-error.ts';
import { signedHeaders, type Message } from './message.rules.ts';

/** What came of one attempt. `error` may be shown: it holds nothing that the other side sent. */
export interface Outcome {
  result: 'accepted' | 'gone' | 'failed' | 'cancelled';
  statusCode: number | null;
  durationMs: number;
  error: string | null;
}

export interface SendDeps {
  clock: Clock;
  /** Guarded: addresses are somebody's to name. */
  fetch: Fetch;
  /** Told of failures that are no receiver's fault. */
  onError(error: unknown): void;
}

export interface Outgoing {
  url: string;
  message: Message;
  /** The keys that sign. May throw: the master key may be another one by now. */
  openKeys: () => readonly Buffer[];
  /** Gives it up: the process ends. */
  signal: AbortSignal;
}

function judge(status: number): Pick<Outcome, 'result' | 'error'> {
  if (status >= 200 && status < 300) return { result: 'accepted', error: null };
  if (status === 410) return { result: 'gone', error: 'HTTP status 410: the receiver is gone.' };
  const isRedirect = status >= 300 && status < 400;
  const why = isRedirect ? `HTTP status ${status}: redirects are not followed.` : `HTTP status ${status}`;
  return { result: 'failed', error: why };
}

async function post({ clock, fetch }: SendDeps, outgoing: Outgoing): Promise<number> {
  const { url, message, openKeys, signal } = outgoing;
  const response = await fetch(url, {
    method: 'POST',
    headers: { ...signedHeaders(message, openKeys(), clock.nowMs()), 'user-agent': 'Ostiary-Webhooks/1' },
    body: message.body,
    redirect: 'manual',
    signal,
  });
  // What else the receiver says is nobody's business.
  await response.body?.cancel();
  return response.status;
}

function asFailure(deps: SendDeps, error: unknown): Pick<Outcome, 'result' | 'error'> {
  if (error instanceof OutboundError) {
    return { result: error.reason === 'cancelled' ? 'cancelled' : 'failed', error: error.message };
  }
  deps.onError(error);
  return { result: 'failed', error: 'The message could not be sent.' };
}

/** One attempt. Never rejects. */
export async function sendMessage(deps: SendDeps, outgoing: Outgoing): Promise<Outcome> {
  const startedAt = performance.now();
  const took = (): number => Math.round(performance.now() - startedAt);
  try {
    const statusCode = await post(deps, outgoing);
    return { ...judge(statusCode), statusCode, durationMs: took() };
  } catch (error) {
    return { ...asFailure(deps, error), statusCode: null, durationMs: took() };
  }
}
