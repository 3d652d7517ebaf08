import type { LightMyRequestResponse } from 'fastify';

/** What is another one at every request, whoever it is about. */
const random = [
  /challenge&quot;:&quot;[\w-]+/g,
  /name="form_token" value="[^"]+"/g,
  /ostiary_(?:form|code)=[^;]+/g,
];

function masked(text: string, sent: readonly string[]): string {
  const withoutRandom = random.reduce((rest, pattern) => rest.replaceAll(pattern, 'RANDOM'), text);
  return sent.reduce((rest, word) => rest.replaceAll(word, 'SENT'), withoutRandom);
}

/**
 * All that somebody can tell one answer from another by, but for what they sent themselves, what is random and what
 * time it is. The length counts, too, in letters: what was sent may take more bytes than another text.
 */
export function tellTale(
  { statusCode, headers, body }: LightMyRequestResponse,
  sent: readonly string[],
): unknown {
  const { date: _date, 'x-request-id': _id, 'content-length': _bytes, ...rest } = headers;
  const plain = Object.entries(rest).map(([name, value]) => [name, masked(String(value), sent)]);
  return { statusCode, headers: plain, length: body.length, body: masked(body, sent) };
}
