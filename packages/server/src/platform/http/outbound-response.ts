import type { IncomingMessage } from 'node:http';
import { asOutboundError, OutboundError, type OutboundReason } from './outbound-error.ts';

/** Statuses whose responses have no body (Fetch standard, "null body status"). */
const bodiless = new Set([204, 205, 304]);

function headersOf(message: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(message.headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  return headers;
}

async function* chunksOf(message: IncomingMessage, maxBytes: number): AsyncGenerator<Uint8Array> {
  let received = 0;
  try {
    for await (const chunk of message as AsyncIterable<Buffer>) {
      received += chunk.length;
      if (received > maxBytes) throw new OutboundError('too_large');
      yield chunk;
    }
  } catch (error) {
    throw asOutboundError(error);
  }
}

/** Reads only when it is read, and lets go of the connection when it is cancelled. */
function bodyOf(message: IncomingMessage, maxBytes: number): ReadableStream<Uint8Array> {
  const chunks = chunksOf(message, maxBytes);
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await chunks.next();
      if (next.done === true) controller.close();
      else controller.enqueue(next.value);
    },
    cancel() {
      message.destroy();
    },
  });
}

function problemOf(
  { statusCode = 0, headers }: IncomingMessage,
  maxBytes: number,
): OutboundReason | undefined {
  if (statusCode < 200 || statusCode > 599) return 'malformed';
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') return 'malformed';
  return Number(headers['content-length'] ?? 0) > maxBytes ? 'too_large' : undefined;
}

/**
 * The answer as `fetch` gives it, but for the reason phrase, which is the sender's to choose. Errors:
 * OutboundError.
 */
export function toResponse(message: IncomingMessage, maxBytes: number): Response {
  const { statusCode = 0 } = message;
  const problem = problemOf(message, maxBytes);
  const isBodiless = bodiless.has(statusCode);
  if (problem !== undefined || isBodiless) message.destroy();
  if (problem !== undefined) throw new OutboundError(problem);
  const body = isBodiless ? null : bodyOf(message, maxBytes);
  return new Response(body, { status: statusCode, headers: headersOf(message) });
}
