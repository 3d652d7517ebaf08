const base = 'http://here.invalid';
const maxLength = 2048;

function hasControlCharacter(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}

/**
 * Where to go after signing in: a path on this site, percent-encoded so that it fits a Location header,
 * or `/` for anything else. Browsers read `//host`, `/\host` and a path with tabs or line breaks as
 * another site (WHATWG URL), so none of these gets through.
 */
export function nextPath(text: string): string {
  const isLocalPath = text.startsWith('/') && !text.startsWith('//') && !text.includes('\\');
  if (!isLocalPath || text.length > maxLength || hasControlCharacter(text) || !URL.canParse(text, base)) {
    return '/';
  }
  const url = new URL(text, base);
  // `/x/..//host` comes out of the parser as `//host`.
  if (url.origin !== base || url.pathname.startsWith('//')) return '/';
  const path = url.pathname + url.search + url.hash;
  // It is carried from step to step, and each asks again.
  return path.length > maxLength ? '/' : path;
}
