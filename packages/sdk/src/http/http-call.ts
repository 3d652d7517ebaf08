import { messageOf, OstiaryError } from '../errors.ts';
import type { Fetch } from '../types.ts';

export interface HttpCall {
  url: string;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  /** For the whole of it, with `readText`; for the head of the answer alone without. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

/** A timer that does not keep a process alive where that can be said, unless it should. */
export function startTimer(
  milliseconds: number,
  run: () => void,
  { keepsAlive = false } = {},
): { stop(): void } {
  const timer = setTimeout(run, milliseconds);
  // The handle is a number or an object, as the runtime likes.
  const handle: unknown = timer;
  if (!keepsAlive && typeof handle === 'object' && handle !== null && 'unref' in handle) {
    (handle as { unref(): void }).unref();
  }
  return { stop: () => clearTimeout(timer) };
}

/** Resolves after a time, or at once when the signal is aborted. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const finish = (): void => {
      timer.stop();
      signal.removeEventListener('abort', finish);
      resolve();
    };
    const timer = startTimer(milliseconds, finish);
    signal.addEventListener('abort', finish);
  });
}

/** An abort signal that follows another one and can be aborted by itself. */
export function linkedAbort(parent: AbortSignal | undefined): {
  controller: AbortController;
  unlink(): void;
} {
  const controller = new AbortController();
  const follow = (): void => controller.abort(parent?.reason);
  if (parent?.aborted) follow();
  parent?.addEventListener('abort', follow);
  return { controller, unlink: () => parent?.removeEventListener('abort', follow) };
}

/**
 * Sends a request and resolves with the head of its answer. Redirects are not followed: the key goes to nobody but
 * the configured address. Errors: `unavailable`.
 */
export async function call(fetch: Fetch, request: HttpCall, controller: AbortController): Promise<Response> {
  const { url, method = 'GET', headers = {}, body, timeoutMs } = request;
  const timer = startTimer(timeoutMs, () => controller.abort(new Error(`no answer within ${timeoutMs} ms`)));
  try {
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: controller.signal,
      ...(body === undefined ? {} : { body }),
    });
    if (response.status === 0 || (response.status >= 300 && response.status < 400)) {
      void response.body?.cancel().catch(() => undefined);
      throw new OstiaryError('protocol', `${url} redirects: configure the address it leads to.`);
    }
    return response;
  } catch (thrown) {
    if (thrown instanceof OstiaryError) throw thrown;
    throw new OstiaryError('unavailable', `${url} cannot be reached: ${messageOf(thrown)}`, {
      cause: thrown,
    });
  } finally {
    timer.stop();
  }
}

/** Reads a body that is not longer than allowed. Errors: `protocol` for a longer one, `unavailable` when it breaks off. */
export async function readText(response: Response, maxBytes: number): Promise<string> {
  if (!response.body) return '';
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      bytes += value.byteLength;
      if (bytes > maxBytes) {
        await reader.cancel().catch(() => undefined);
        throw new OstiaryError('protocol', `${response.url} answers with more than ${maxBytes} bytes.`);
      }
      text += decoder.decode(value, { stream: true });
    }
  } catch (thrown) {
    if (thrown instanceof OstiaryError) throw thrown;
    throw new OstiaryError('unavailable', `The answer broke off: ${messageOf(thrown)}`, { cause: thrown });
  }
}

/** The object that a text is in JSON. Errors: `protocol`. */
function parseObject(text: string, url: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  } catch {
    // Said below.
  }
  throw new OstiaryError('protocol', `${url} does not answer with a JSON object.`);
}

export interface JsonAnswer {
  status: number;
  headers: Headers;
  /** Of a refusal what it says in JSON (RFC 9457); empty where it says something else. */
  body: Record<string, unknown>;
}

function parseRefusal(text: string, url: string): Record<string, unknown> {
  try {
    return parseObject(text, url);
  } catch {
    return {};
  }
}

/** A request whose answer is read whole. Errors: `unavailable`, `protocol`. */
export async function callForJson(
  fetch: Fetch,
  request: HttpCall & { maxBytes: number },
): Promise<JsonAnswer> {
  const { controller, unlink } = linkedAbort(request.signal);
  const timer = startTimer(request.timeoutMs, () =>
    controller.abort(new Error(`no answer within ${request.timeoutMs} ms`)),
  );
  try {
    const response = await call(fetch, request, controller);
    const { status, headers } = response;
    const text = await readText(response, request.maxBytes);
    return {
      status,
      headers,
      body: status === 200 ? parseObject(text, request.url) : parseRefusal(text, request.url),
    };
  } finally {
    timer.stop();
    unlink();
  }
}
