import { expect, test } from 'vitest';
import { parseUrlEncoded } from './form-encoding.ts';

const read = (text: string) => [...(parseUrlEncoded(Buffer.from(text, 'utf8')) ?? [])];

test.each([
  ['a=%E2%82%AC+b&a=', ['€ b', '']],
  // What broke: Node read U+FFFD here, and different passwords were the same one.
  ['a=%€%41&a=100%ä%zz%C3%A4', ['%€A', '100%ä%zzä']],
])('%s', (text, values) => {
  expect(read(text)).toEqual(values.map((value) => ['a', value]));
});

test('what does not say UTF-8 is no form', () => {
  expect(parseUrlEncoded(Buffer.from('a=%ff'))).toBeUndefined();
  expect(parseUrlEncoded(Buffer.from([0x61, 0x3d, 0xff]))).toBeUndefined();
});
