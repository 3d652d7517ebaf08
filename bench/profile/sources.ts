import { existsSync, readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { CallFrame, FindSource } from './profile.ts';

/** By the maps that esbuild wrote beside what it bundled. */
export function createFindSource(): FindSource {
  const maps = new Map<string, SourceMap | undefined>();
  const mapOf = (url: string): SourceMap | undefined => {
    if (!maps.has(url)) {
      const file = `${fileURLToPath(url)}.map`;
      const text = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
      maps.set(url, text === undefined ? undefined : new SourceMap(JSON.parse(text) as SourceMapPayload));
    }
    return maps.get(url);
  };
  return ({ url, lineNumber, columnNumber }: CallFrame) => {
    if (url === '') return undefined;
    if (!url.startsWith('file:')) return url;
    const entry = mapOf(url)?.findEntry(lineNumber, columnNumber);
    if (!entry || !('originalSource' in entry)) return url;
    return new URL(entry.originalSource, url).pathname;
  };
}
