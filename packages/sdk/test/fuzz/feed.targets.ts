import type { FuzzTarget } from '@ostiary/testkit';
import { expect } from 'vitest';
import { OstiaryError } from '../../src/errors.ts';
import { createLineSplitter } from '../../src/feed/lines.ts';
import { createSseParser, type SseEvent } from '../../src/feed/sse-parser.ts';
import { readItem, readLine, readPage } from '../../src/feed/wire-guards.ts';
import { inactive, readAnswer } from '../../src/introspection/read-answer.ts';
import { gone, service, told, user } from '../mirror/records.ts';

/** What it gives; undefined where the kit says that this is no answer of Ostiary. */
function refusalOf<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof OstiaryError) || error.code !== 'protocol') throw error;
    return undefined;
  }
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The standard, word for word, for a whole stream at once (HTML section 9.2.6). */
function eventsOf(text: string): SseEvent[] {
  const events: SseEvent[] = [];
  let [type, data, lastEventId]: [string, string, string] = ['', '', ''];
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  // What came after the last end of a line is no line yet.
  for (const line of lines.slice(0, -1)) {
    if (line === '') {
      if (data !== '') events.push({ type: type || 'message', data: data.slice(0, -1), lastEventId });
      [type, data] = ['', ''];
      continue;
    }
    const [, name = '', value = ''] = /^([^:]*)(?:: ?(.*))?$/su.exec(line) ?? [];
    if (name === 'event') type = value;
    else if (name === 'data') data += `${value}\n`;
    else if (name === 'id' && !value.includes('\0')) lastEventId = value;
  }
  return events;
}

function inChunks(bytes: Uint8Array, size: number): SseEvent[] {
  const parser = createSseParser();
  const events: SseEvent[] = [];
  for (let at = 0; at < bytes.length; at += size) events.push(...parser.push(bytes.subarray(at, at + size)));
  return events;
}

const item = told(7, user('ann', { access: { level: 'reader', data: { plan: 'free' } } }));

const streams: FuzzTarget = {
  name: 'event streams',
  examples: [
    `: hello\nretry: 3000\n\nid: 7.abc\nevent: item\ndata: ${JSON.stringify(item)}\n\n`,
    'data: a\r\ndata\r\ndata:  b\r\r\nid\n\nevent: beat\ndata:\n\n',
    '\ufeffdata: ü😀\n\n',
  ],
  read: (text) => inChunks(new TextEncoder().encode(text), 65_536),
  check(text) {
    const bytes = new TextEncoder().encode(text);
    const expected = eventsOf(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes));
    expect(inChunks(bytes, Math.max(1, bytes.length))).toEqual(expected);
    if (bytes.length < 4_000) for (const size of [1, 2, 7]) expect(inChunks(bytes, size)).toEqual(expected);
    return expected;
  },
};

const lines: FuzzTarget = {
  name: 'lines',
  examples: ['a\nb\r\nc\rd', '\n\n', '{"kind":"end"}\n'],
  read: (text) => createLineSplitter(10_000_000).push(text),
  check(text) {
    const expected = text.split(/\r\n|\r|\n/);
    for (const size of text.length < 4_000 ? [1, 3, text.length || 1] : [text.length]) {
      const splitter = createLineSplitter(10_000_000);
      const found: string[] = [];
      for (let at = 0; at < text.length; at += size) found.push(...splitter.push(text.slice(at, at + size)));
      expect([...found, splitter.rest]).toEqual(expected);
    }
    return undefined;
  },
};

const items: FuzzTarget = {
  name: 'items and pages of the feed',
  examples: [
    item,
    gone(8, 'ann', 'no_access'),
    {
      position: 9,
      at: 1,
      kind: 'role',
      id: 'r',
      role: { id: 'r', name: 'x', level: 3, permissions: ['a'], access: null },
    },
    {
      position: 9,
      at: 1,
      kind: 'group',
      id: 'g',
      group: { id: 'g', name: 'x', role_ids: ['r'], access: null },
    },
    { position: 9, at: 1, kind: 'revoked', what: 'session', id: 's' },
    { position: 9, at: 1, kind: 'service', service },
    { position: 9, at: 1, kind: 'keys' },
    { items: [item, { position: 10, at: 2, kind: 'reset' }], cursor: '10.abc', has_more: false },
  ].map((example) => JSON.stringify(example)),
  check(text) {
    const value = parsed(text);
    const read = refusalOf(() => readItem(value));
    const page = value && refusalOf(() => readPage(value));
    for (const one of [...(read ? [read] : []), ...(page?.items ?? [])]) {
      expect([Number.isSafeInteger(one.position), Number.isFinite(one.at)]).toEqual([true, true]);
      if (one.kind === 'user' && one.user) expect(one.user.sub).toBe(one.sub);
      if (one.kind === 'user' && !one.user) expect(['deleted', 'no_access']).toContain(one.reason);
      if (one.kind === 'revoked') expect(['session', 'token', 'grant']).toContain(one.what);
    }
    return [read, page];
  },
};

const snapshots: FuzzTarget = {
  name: 'lines of a snapshot',
  examples: [
    { kind: 'start', cursor: '7.abc', position: 7, service },
    { kind: 'user', user: user('ann') },
    {
      kind: 'role',
      role: { id: 'r', name: 'x', level: null, permissions: [], access: { level: null, data: {} } },
    },
    { kind: 'group', group: { id: 'g', name: 'x', role_ids: [], access: null } },
    { kind: 'end', users: 1 },
  ].map((example) => JSON.stringify(example)),
  check(text) {
    const line = refusalOf(() => readLine(parsed(text)));
    if (line?.kind === 'end') expect(Number.isSafeInteger(line.users)).toBe(true);
    if (line?.kind === 'user') {
      const { role_ids: roles, group_ids: groups, access } = line.user;
      for (const id of [...roles, ...groups]) expect(typeof id).toBe('string');
      if (access) expect(access.level === null || typeof access.level === 'string').toBe(true);
    }
    return line;
  },
};

const introspections: FuzzTarget = {
  name: 'answers of introspection',
  examples: [
    { active: false },
    {
      ...{
        active: true,
        sub: 'ann',
        client_id: 'shop',
        scope: 'read',
        exp: 1,
        iat: 0,
        roles: ['owner'],
        level: 3,
      },
      ...{
        permissions: [],
        is_staff: false,
        may_enter: true,
        service_access: { level: 'reader', data: { a: 1 } },
      },
    },
  ].map((example) => JSON.stringify(example)),
  check(text) {
    const value = parsed(text);
    const read = value && refusalOf(() => readAnswer(value));
    if (!read?.active) return read === undefined || read === inactive ? read : expect(read).toBe(inactive);
    if (read.service_access) {
      const { level, data } = read.service_access;
      expect(level === null || typeof level === 'string').toBe(true);
      expect(typeof data === 'object' && data !== null && !Array.isArray(data)).toBe(true);
    }
    for (const role of read.roles ?? []) expect(typeof role).toBe('string');
    return read;
  },
};

export const feed: readonly FuzzTarget[] = [streams, lines, items, snapshots, introspections];
