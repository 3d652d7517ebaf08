import type { TokenSource } from './token-source.ts';

export interface Job {
  apiUrl: URL;
  tokens: TokenSource;
  fetch: (url: URL, init?: RequestInit) => Promise<Response>;
}

/** Calls the API once. A token that is refused although it should be good was revoked: one try with a new one. */
export async function callApi({ apiUrl, tokens, fetch }: Job): Promise<unknown> {
  const call = async (): Promise<Response> =>
    fetch(apiUrl, { headers: { authorization: `Bearer ${await tokens.get()}`, accept: 'application/json' } });
  let response = await call();
  if (response.status === 401) {
    await response.body?.cancel();
    tokens.forget();
    response = await call();
  }
  if (!response.ok) throw new Error(`The API answered ${response.status}: ${await response.text()}`);
  return response.json();
}
