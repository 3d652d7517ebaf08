import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maxRecordBytes, RecordSplitter, type RawRecord } from './records.ts';

function split(format: 'jsonl' | 'csv', chunks: readonly Buffer[]): RawRecord[] {
  const splitter = new RecordSplitter(format);
  return [...chunks.flatMap((chunk) => splitter.push(chunk)), ...splitter.end()];
}

function pieces(text: string | Buffer, size: number): Buffer[] {
  const bytes = Buffer.from(text);
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}

const shown = (records: RawRecord[]) =>
  records.map(({ line, endLine, bytes }) => [line, endLine, bytes?.toString('utf8') ?? null]);

describe('records', () => {
  test('end at line feeds, with or without a carriage return, and at the end', () => {
    expect(shown(split('jsonl', [Buffer.from('a\r\n\n"b\nc')]))).toEqual([
      [1, 1, 'a'],
      [2, 2, ''],
      [3, 3, '"b'],
      [4, 4, 'c'],
    ]);
  });

  test('of CSV go on over line ends in quoted cells', () => {
    const text = 'a,"b\r\nc ""d"""\r\n"",x\n"a""\n",b"c\nlast';
    expect(shown(split('csv', [Buffer.from(text)]))).toEqual([
      [1, 2, 'a,"b\r\nc ""d"""'],
      [3, 3, '"",x'],
      [4, 5, '"a""\n",b"c'],
      [6, 6, 'last'],
    ]);
  });

  test('that end within a quote say so', () => {
    expect(split('csv', [Buffer.from('a\nb,"c\nd')])).toMatchObject([
      { line: 1, isUnterminated: false },
      { line: 2, endLine: 3, isUnterminated: true },
    ]);
  });

  test('that are too long are passed over without being kept', () => {
    const long = 'x'.repeat(maxRecordBytes + 1);
    const text = `a\n${long}\n${'y'.repeat(maxRecordBytes)}\nb,"${long}\n${long}"\nc`;
    for (const size of [60_000, 3_000_000]) {
      const records = split('csv', pieces(text, size));
      expect(records.map(({ line, bytes }) => [line, bytes?.length])).toEqual([
        [1, 1],
        [2, undefined],
        [3, maxRecordBytes],
        [4, undefined],
        [6, 1],
      ]);
    }
  });

  test('are the same, however the source is cut into chunks', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '"', ',', '\n', '\r\n', '山'), maxLength: 60 });
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 1, max: 7 }),
        fc.constantFrom('csv', 'jsonl'),
        (source, size, format) => {
          expect(split(format, pieces(source, size))).toEqual(split(format, [Buffer.from(source)]));
        },
      ),
      { numRuns: 500 },
    );
  });
});
