import { OstiaryError } from '../errors.ts';
import { createLineSplitter } from './lines.ts';

export interface SseEvent {
  /** `message` where none is said. */
  type: string;
  data: string;
  /** The newest `id` so far; empty before the first. */
  lastEventId: string;
}

export interface SseParser {
  /** The events that the bytes complete. Errors: `protocol` for one that is too long. */
  push(bytes: Uint8Array): SseEvent[];
}

/** Characters of one event. */
const maxEventLength = 4 * 1024 * 1024;

/**
 * Reads an event stream as the HTML standard says (section 9.2.6, Interpreting an event stream), cut into chunks
 * anywhere.
 */
export function createSseParser(maxLength = maxEventLength): SseParser {
  // It also takes away the byte order mark that may come first.
  const decoder = new TextDecoder('utf-8');
  const lines = createLineSplitter(maxLength);
  let type = '';
  let data: string[] = [];
  let dataLength = 0;
  let lastEventId = '';

  function readField(line: string): void {
    const colon = line.indexOf(':');
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (name === 'event') type = value;
    if (name === 'id' && !value.includes('\0')) lastEventId = value;
    if (name !== 'data') return;
    data.push(value);
    dataLength += value.length + 1;
    if (dataLength > maxLength) {
      throw new OstiaryError('protocol', `An event of more than ${maxLength} characters came.`);
    }
  }

  function endEvent(): SseEvent | undefined {
    const event =
      data.length === 0 ? undefined : { type: type || 'message', data: data.join('\n'), lastEventId };
    type = '';
    data = [];
    dataLength = 0;
    return event;
  }

  return {
    push(bytes) {
      const events: SseEvent[] = [];
      for (const line of lines.push(decoder.decode(bytes, { stream: true }))) {
        // One that begins with a colon is a comment, and has an empty name.
        if (line !== '') {
          readField(line);
          continue;
        }
        const event = endEvent();
        if (event) events.push(event);
      }
      return events;
    },
  };
}
