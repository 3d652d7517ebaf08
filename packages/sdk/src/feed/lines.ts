import { OstiaryError } from '../errors.ts';

export interface LineSplitter {
  /** The lines that the text completes. Errors: `protocol` for a line that is too long. */
  push(text: string): string[];
  /** What came after the last end of a line. */
  readonly rest: string;
}

/** Lines that end with CR, LF or both, however the text is cut. */
export function createLineSplitter(maxLength: number): LineSplitter {
  let pending = '';
  let isAfterCr = false;
  return {
    get rest() {
      return pending;
    },
    push(text) {
      const lines: string[] = [];
      let from = isAfterCr && text.startsWith('\n') ? 1 : 0;
      if (text !== '') isAfterCr = false;
      const ends = /\r\n?|\n/g;
      ends.lastIndex = from;
      for (let end = ends.exec(text); end; end = ends.exec(text)) {
        lines.push(pending + text.slice(from, end.index));
        pending = '';
        from = ends.lastIndex;
        isAfterCr = end[0] === '\r' && from === text.length;
      }
      pending += text.slice(from);
      if (pending.length > maxLength) {
        throw new OstiaryError('protocol', `A line of more than ${maxLength} characters came.`);
      }
      return lines;
    },
  };
}
