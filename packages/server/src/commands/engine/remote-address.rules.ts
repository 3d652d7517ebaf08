/** Where a server elsewhere is, or why this cannot be asked to be one. */
export type RemoteAddress = { url: string } | { problem: string; hint: string };

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * The base URL without a slash at its end. Plain http shows the token to everybody on the way, so it is
 * refused unless the way does not leave this machine, or the caller insists.
 */
export function readRemoteAddress(text: string, options: { isInsecureAllowed: boolean }): RemoteAddress {
  const example = 'Give it as https://auth.example.org';
  if (!URL.canParse(text)) return { problem: `“${text}” is no URL.`, hint: example };
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return { problem: `“${text}” is neither https nor http.`, hint: example };
  if (url.username !== '' || url.password !== '') {
    const hint = 'Give a static API token by OSTIARY_REMOTE_TOKEN or --token-stdin.';
    return { problem: 'A URL with a name or password in it is not accepted.', hint };
  }
  if (url.search !== '' || url.hash !== '')
    return { problem: `“${text}” has more in it than a base URL.`, hint: example };
  if (url.protocol === 'http:' && !loopback.test(url.hostname) && !options.isInsecureAllowed) {
    const hint = 'Use https, or --insecure if the way there is safe.';
    return { problem: 'Over plain http everybody on the way can read the token.', hint };
  }
  return { url: `${url.origin}${url.pathname.replace(/(?<!\/)\/+$/, '')}` };
}
