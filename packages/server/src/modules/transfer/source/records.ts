import type { TransferFormat } from '../transfer.types.ts';

/** No record is longer: what is, is reported and passed over without being kept. */
export const maxRecordBytes = 1024 * 1024;

/** One record of the source, as it stands there. */
export interface RawRecord {
  /** Its first line, from 1. */
  line: number;
  /** Its last line: the same, but for quoted cells with line ends in them. */
  endLine: number;
  /** Without the line end; null when it is too long. */
  bytes: Buffer | null;
  /** Whether the source ends within a quoted cell of it. */
  isUnterminated: boolean;
}

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;
const comma = 0x2c;

/** Where in a CSV record we are (RFC 4180); of JSON Lines only the first state is used. */
type Place = 'cell start' | 'plain' | 'quoted' | 'after quote';

/** The next line end that ends a record, from `from` on; -1 when the chunk holds none. */
type FindEnd = (chunk: Buffer, from: number) => number;

/**
 * Splits bytes into records, whatever the chunks they come in. A line end within a quoted cell of CSV ends
 * nothing. Keeps no more than one record.
 */
export class RecordSplitter {
  #parts: Buffer[] = [];
  #partBytes = 0;
  #isTooLong = false;
  #line = 1;
  #endsInside = 0;
  #place: Place = 'cell start';
  readonly #findEnd: FindEnd;

  constructor(format: TransferFormat) {
    this.#findEnd =
      format === 'jsonl' ? (chunk, from) => chunk.indexOf(lineFeed, from) : this.#findCsvEnd.bind(this);
  }

  /** The records that end in this chunk. */
  push(chunk: Buffer): RawRecord[] {
    const records: RawRecord[] = [];
    let from = 0;
    for (let end = this.#findEnd(chunk, from); end >= 0; end = this.#findEnd(chunk, from)) {
      this.#keep(chunk.subarray(from, end));
      this.#finish(records, false);
      from = end + 1;
    }
    // Copied, since a slice would keep all of its chunk.
    if (from < chunk.length) this.#keep(Buffer.from(chunk.subarray(from)));
    return records;
  }

  /** What is left when the source ends. */
  end(): RawRecord[] {
    const records: RawRecord[] = [];
    if (this.#partBytes > 0 || this.#isTooLong) this.#finish(records, this.#place === 'quoted');
    return records;
  }

  #keep(part: Buffer): void {
    this.#partBytes += part.length;
    if (this.#partBytes > maxRecordBytes) this.#isTooLong = true;
    if (this.#isTooLong) this.#parts = [];
    else if (part.length > 0) this.#parts.push(part);
  }

  #finish(records: RawRecord[], isUnterminated: boolean): void {
    const line = this.#line;
    const endLine = line + this.#endsInside;
    const [first] = this.#parts;
    const whole = this.#parts.length === 1 && first ? first : Buffer.concat(this.#parts);
    const bytes = whole.at(-1) === carriageReturn ? whole.subarray(0, -1) : whole;
    records.push({ line, endLine, bytes: this.#isTooLong ? null : bytes, isUnterminated });
    this.#parts = [];
    this.#partBytes = 0;
    this.#isTooLong = false;
    this.#endsInside = 0;
    this.#line = endLine + 1;
    this.#place = 'cell start';
  }

  #findCsvEnd(chunk: Buffer, from: number): number {
    let place = this.#place;
    for (let index = from; index < chunk.length; index++) {
      const byte = chunk[index];
      if (place === 'quoted') {
        if (byte === quote) place = 'after quote';
        else if (byte === lineFeed) this.#endsInside += 1;
      } else if (byte === lineFeed) {
        return index;
      } else if (byte === comma) {
        place = 'cell start';
      } else if (byte === quote && place !== 'plain') {
        // At the start of a cell it opens one; after a quote it is the second half of an escaped one.
        place = 'quoted';
      } else {
        place = 'plain';
      }
    }
    this.#place = place;
    return -1;
  }
}
