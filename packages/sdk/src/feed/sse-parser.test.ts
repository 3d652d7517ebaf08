import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSseParser, type SseEvent } from './sse-parser.ts';

const encoder = new TextEncoder();

function parseIn(text: string, cuts: readonly number[]): SseEvent[] {
  const bytes = encoder.encode(text);
  const parser = createSseParser();
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].flatMap((from, index) =>
    parser.push(bytes.subarray(from, places[index] ?? bytes.length)),
  );
}

const parse = (text: string): SseEvent[] => parseIn(text, []);

describe('an event stream', () => {
  it('gives events with their type, data and the newest id', () => {
    expect(parse('event: item\nid: 7\ndata: a\ndata: b\n\ndata: c\n\n')).toEqual([
      { type: 'item', data: 'a\nb', lastEventId: '7' },
      { type: 'message', data: 'c', lastEventId: '7' },
    ]);
  });

  it.each([
    ['CR', '\r'],
    ['CRLF', '\r\n'],
    ['LF', '\n'],
  ])('may end its lines with %s', (_name, end) => {
    expect(parse(['event: beat', 'data: x', '', ''].join(end))).toEqual([
      { type: 'beat', data: 'x', lastEventId: '' },
    ]);
  });

  it('may begin with a byte order mark, and have comments and fields that nobody knows', () => {
    expect(parse('\uFEFFdata:x\n: a comment\nretry: 10\nwhat\nfoo: bar\n\n')).toEqual([
      { type: 'message', data: 'x', lastEventId: '' },
    ]);
  });

  it('takes one space from a value, no more', () => {
    expect(parse('data:  x\n\n')[0]?.data).toBe(' x');
  });

  it('gives nothing for an event without data, but keeps its id', () => {
    expect(parse('event: item\nid: 9\n\ndata: x\n\n')).toEqual([
      { type: 'message', data: 'x', lastEventId: '9' },
    ]);
  });

  it('ignores an id with NUL in it, and an event that is not over', () => {
    expect(parse('id: 1\0\ndata: x\n\ndata: y\n')).toEqual([{ type: 'message', data: 'x', lastEventId: '' }]);
  });

  it('is the same however it is cut', () => {
    const line = fc.oneof(
      fc.constantFrom('', ': note', 'event: item', 'data', 'data: {"ä":"€𝄞"}', 'id: 12.x', 'id'),
      fc.string({ unit: 'grapheme', maxLength: 8 }).map((text) => `data:${text.replaceAll(/[\r\n]/g, '')}`),
    );
    const stream = fc
      .array(fc.tuple(line, fc.constantFrom('\n', '\r', '\r\n')), { maxLength: 30 })
      .map((lines) => lines.flat().join(''));
    fc.assert(
      fc.property(stream, fc.array(fc.nat(1_000), { maxLength: 20 }), (text, cuts) => {
        expect(parseIn(text, cuts)).toEqual(parse(text));
      }),
    );
  });

  it('is refused when a line or an event is longer than anything that comes of a feed', () => {
    const endless = createSseParser(1_000);
    expect(() => {
      for (let index = 0; index < 50; index++) endless.push(encoder.encode('x'.repeat(100)));
    }).toThrow(/more than 1000 characters/);
    const long = createSseParser(1_000);
    expect(() => long.push(encoder.encode('data: xxxxxxxxxx\n'.repeat(200)))).toThrow(
      /more than 1000 characters/,
    );
  });
});
