import fc from 'fast-check';

/** What parsers stumble over. */
const nasty: readonly string[] = [
  ...['', ' ', '\t', '\n', '\r\n', '\r', '\0', '\u001b', '\u007f', '\u00a0', '\ufeff', '\u2028', '\ufffd'],
  ...['\ud800', '\udc00', '😀', 'é', 'e\u0301', 'İ', 'ß', '١', '\u202e', 'Ā', 'ÿ', '½'],
  ...['"', "'", '\\', '\\"', '\\u0000', '\\ud800', '`', '$', '%', '%00', '%zz', '%25', '%ff', '&', '+', '#'],
  ...[
    ',',
    ';',
    ':',
    '=',
    '==',
    '.',
    '..',
    '/',
    '//',
    '-',
    '--',
    '_',
    '*',
    '?',
    '@',
    '|',
    '~',
    '<',
    '>',
    '!',
    '^',
  ],
  ...[
    '{',
    '}',
    '[',
    ']',
    '(',
    ')',
    '{}',
    '[]',
    'null',
    'true',
    '[[',
    '{"a":',
    '""',
    '::',
    '::ffff:',
    '[::1]',
  ],
  ...[
    '0',
    '-0',
    '00',
    '1',
    '-1',
    '9'.repeat(15),
    '9'.repeat(17),
    '9'.repeat(40),
    '1e308',
    '1e999',
    'NaN',
    '0x1f',
  ],
  ...[
    'Infinity',
    '1_000',
    '.5',
    '5.',
    '2147483648',
    '9007199254740993',
    '4294967296',
    '2026-02-30T25:61:61Z',
  ],
  ...[
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
    'valueOf',
    '"__proto__":{"polluted":1},',
  ],
  ...[
    '{"__proto__":{"polluted":1}}',
    '{"constructor":{"prototype":{"polluted":1}}}',
    '[object Object]',
    'undefined',
  ],
  ...[
    'data:',
    'event:',
    'id:',
    'retry:',
    'Bearer ',
    'Basic ',
    'Token ',
    'q=0',
    'W/',
    'javascript:',
    'http://',
    '\\\\',
  ],
];

/** One change; places are parts of the length, so that it means something for every text. */
type Change =
  | { kind: 'insert'; at: number; text: string }
  | { kind: 'cut'; at: number; length: number }
  | { kind: 'repeat'; at: number; length: number; times: number }
  | { kind: 'replace'; at: number; text: string }
  | { kind: 'flip'; at: number; bits: number }
  | { kind: 'swap'; at: number; to: number }
  | { kind: 'splice'; at: number; other: string; from: number };

const place = fc.double({ min: 0, max: 1, noNaN: true });
const pieces = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...nasty) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
);

function changes(examples: readonly string[]): fc.Arbitrary<Change> {
  const kind = <K extends Change['kind']>(name: K) => fc.constant(name);
  const length = fc.nat({ max: 40 });
  return fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: kind('insert'), at: place, text: pieces }) },
    { weight: 2, arbitrary: fc.record({ kind: kind('cut'), at: place, length }) },
    {
      weight: 1,
      arbitrary: fc.record({ kind: kind('repeat'), at: place, length, times: fc.nat({ max: 60 }) }),
    },
    { weight: 3, arbitrary: fc.record({ kind: kind('replace'), at: place, text: pieces }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: kind('flip'), at: place, bits: fc.integer({ min: 1, max: 255 }) }),
    },
    { weight: 1, arbitrary: fc.record({ kind: kind('swap'), at: place, to: place }) },
    {
      weight: 1,
      arbitrary: fc.record({
        ...{ kind: kind('splice'), at: place, other: fc.constantFrom(...examples), from: place },
      }),
    },
  );
}

function changed(text: string, change: Change): string {
  const at = Math.floor(change.at * text.length);
  const [before, after] = [text.slice(0, at), text.slice(at)];
  switch (change.kind) {
    case 'insert':
      return before + change.text + after;
    case 'cut':
      return before + after.slice(change.length);
    case 'repeat':
      return before + after.slice(0, change.length).repeat(change.times) + after;
    case 'replace':
      return before + change.text + after.slice(1);
    case 'flip':
      return before + String.fromCharCode((text.charCodeAt(at) || 0) ^ change.bits) + after.slice(1);
    case 'swap': {
      const to = Math.floor(change.to * text.length);
      const [first, second] = at < to ? [at, to] : [to, at];
      return text.slice(second) + text.slice(first, second) + text.slice(0, first);
    }
    case 'splice':
      return before + change.other.slice(Math.floor(change.from * change.other.length));
  }
}

/** Valid texts, valid texts with a few things wrong with them, and now and then anything at all. */
export function mutatedText(examples: readonly string[]): fc.Arbitrary<string> {
  const mutated = fc
    .tuple(fc.constantFrom(...examples), fc.array(changes(examples), { maxLength: 6 }))
    .map(([text, made]) => made.reduce(changed, text));
  return fc.oneof(
    { weight: 12, arbitrary: mutated },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
    { weight: 1, arbitrary: fc.array(pieces, { maxLength: 12 }).map((all) => all.join('')) },
  );
}

/** A long text: an example with something in it, such as one of its own parts, over and over. */
export interface Growth {
  before: string;
  pump: string;
  after: string;
}

export function growths(examples: readonly string[]): fc.Arbitrary<Growth> {
  return fc
    .record({
      ...{ text: fc.constantFrom(...examples), at: place, other: place },
      pump: fc.option(fc.constantFrom(...nasty.filter((text) => text !== '')), { freq: 3, nil: '' }),
      length: fc.integer({ min: 1, max: 12 }),
    })
    .map(({ text, at, other, pump, length }) => {
      const from = Math.floor(at * text.length);
      const own = text.slice(from, from + length) || 'a';
      const isAtEnd = other > 0.8;
      return {
        before: text.slice(0, from),
        pump: pump === '' ? own : pump,
        after: isAtEnd ? '' : text.slice(from),
      };
    });
}

export function grown({ before, pump, after }: Growth, length: number): string {
  const times = Math.max(1, Math.floor((length - before.length - after.length) / pump.length));
  return before + pump.repeat(times) + after;
}
