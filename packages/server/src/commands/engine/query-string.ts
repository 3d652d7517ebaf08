/** `?a=1&b=2&b=3`, or nothing. */
export function queryString(query: Record<string, string | string[]> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const each of [value].flat()) search.append(name, each);
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
