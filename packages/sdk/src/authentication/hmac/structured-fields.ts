/** The part of Structured Fields (RFC 9651) that signatures and digests of requests are written in. */
export type BareItem = string | number | boolean | Token | Uint8Array<ArrayBuffer>;

export interface Token {
  token: string;
}

export type Parameters = ReadonlyMap<string, BareItem>;

export interface Item {
  value: BareItem;
  parameters: Parameters;
}

export interface InnerList {
  items: readonly Item[];
  parameters: Parameters;
}

export type Dictionary = ReadonlyMap<string, Item | InnerList>;

class Malformed extends Error {}

/** Far more than a signature needs. */
const maxLength = 8_192;

/** Undefined for anything that is not exactly of the form (RFC 9651 section 4.2.2). */
export function parseDictionary(text: string): Dictionary | undefined {
  if (text.length > maxLength) return undefined;
  try {
    // Not looked for from within a run of spaces: that takes as long as the run is long, squared.
    return readDictionary(new Reader(text.replace(/^ +|(?<! ) +$/g, '')));
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    throw error;
  }
}

/** A place in a text. */
class Reader {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  next(): string {
    return this.text.charAt(this.at);
  }

  /** Goes past it where it comes next. */
  accept(character: string): boolean {
    if (this.next() !== character) return false;
    this.at += 1;
    return true;
  }

  expect(character: string): void {
    if (!this.accept(character)) throw new Malformed();
  }

  /** What a sticky pattern finds here. */
  read(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found === undefined) throw new Malformed();
    this.at += found.length;
    return found;
  }
}

function readDictionary(reader: Reader): Dictionary {
  const members = new Map<string, Item | InnerList>();
  while (!reader.isAtEnd) {
    const key = readKey(reader);
    members.set(key, readMember(reader));
    reader.read(/[ \t]*/y);
    if (reader.isAtEnd) break;
    reader.expect(',');
    reader.read(/[ \t]*/y);
    if (reader.isAtEnd) throw new Malformed();
  }
  return members;
}

const readKey = (reader: Reader): string => reader.read(/[a-z*][a-z0-9_.*-]*/y);

function readMember(reader: Reader): Item | InnerList {
  if (!reader.accept('=')) return { value: true, parameters: readParameters(reader) };
  return reader.next() === '(' ? readInnerList(reader) : readItem(reader);
}

function readInnerList(reader: Reader): InnerList {
  reader.expect('(');
  const items: Item[] = [];
  for (;;) {
    reader.read(/ */y);
    if (reader.accept(')')) return { items, parameters: readParameters(reader) };
    items.push(readItem(reader));
    if (reader.next() !== ' ' && reader.next() !== ')') throw new Malformed();
  }
}

function readItem(reader: Reader): Item {
  return { value: readBareItem(reader), parameters: readParameters(reader) };
}

function readParameters(reader: Reader): Parameters {
  const parameters = new Map<string, BareItem>();
  while (reader.accept(';')) {
    reader.read(/ */y);
    const key = readKey(reader);
    // The last of a name counts, in its own place.
    parameters.delete(key);
    parameters.set(key, reader.accept('=') ? readBareItem(reader) : true);
  }
  return parameters;
}

function readBareItem(reader: Reader): BareItem {
  const first = reader.next();
  if (first === '"') return readString(reader);
  if (first === ':') return readBytes(reader);
  if (first === '?') return reader.read(/\?[01]/y) === '?1';
  if (/[A-Za-z*]/.test(first)) return { token: reader.read(/[A-Za-z*][\w!#$%&'*+.^`|~:/-]*/y) };
  const digits = reader.read(/-?\d{1,15}/y);
  // Decimals are not used by signatures.
  if (reader.next() === '.' || /\d/.test(reader.next())) throw new Malformed();
  return Number(digits);
}

function readString(reader: Reader): string {
  const quoted = reader.read(/"(?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"/y);
  return quoted.slice(1, -1).replace(/\\(["\\])/g, '$1');
}

function readBytes(reader: Reader): Uint8Array<ArrayBuffer> {
  const encoded = reader.read(/:[A-Za-z0-9+/]*={0,2}:/y).slice(1, -1);
  try {
    return Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
  } catch {
    throw new Malformed();
  }
}
