import { afterEach, beforeEach, vi } from 'vitest';
import {
  createBrowserClient,
  type BrowserClient,
  type BrowserClientOptions,
} from '../../src/browser/index.ts';

export interface Received {
  method: string;
  path: string;
  origin: string;
  headers: Headers;
  body: string;
}

type Answer = (received: Received) => Response | Promise<Response>;

/** A service with a token API, for pages of one origin that may be open in several tabs. */
export interface Pages {
  /** What was asked for, in order. */
  received: Received[];
  pathsOf(): string[];
  /** By path, such as `/auth/token/`. */
  answers: Map<string, Answer>;
  /** A tab is a client of its own; all of them are in this process. */
  openTab(options?: BrowserClientOptions): BrowserClient;
}

export const origin = 'https://shop.example';
let names = 0;

const made = new Map<string, string>();

/** A token as services issue them: not signed, since browsers do not look. The same one for the same arguments. */
export function tokenFor(seconds: number, id: string | number = 1): string {
  const known = made.get(`${seconds} ${id}`);
  const token = known ?? makeToken(seconds, id);
  made.set(`${seconds} ${id}`, token);
  return token;
}

function makeToken(seconds: number, id: string | number): string {
  const now = Math.floor(Date.now() / 1000);
  const payload = Buffer.from(JSON.stringify({ iat: now, exp: now + seconds, id })).toString('base64url');
  return `h.${payload}.s`;
}

export function pagesTest(): Pages {
  const tabs: BrowserClient[] = [];
  const pages: Pages = {
    received: [],
    pathsOf: () => pages.received.map(({ path }) => path),
    answers: new Map(),
    openTab,
  };
  let name = '';

  beforeEach(() => {
    vi.stubGlobal('location', new URL(`${origin}/app`));
    names += 1;
    name = `test-${names}`;
    pages.received = [];
    pages.answers = new Map<string, Answer>([
      ['/auth/csrf/', () => Response.json({}, { headers: { 'x-csrftoken': 'csrf-1' } })],
      ['/auth/token/', () => Response.json({ access: tokenFor(300) })],
      ['/auth/token/refresh/', () => Response.json({ access: tokenFor(300, 'refreshed') })],
      ['/auth/token/logout/', () => Response.json({ detail: 'Logged out.' })],
      ['/api/', ({ headers }) => Response.json({ authorization: headers.get('authorization') })],
    ]);
  });
  afterEach(() => {
    for (const tab of tabs.splice(0)) tab.close();
    vi.unstubAllGlobals();
  });

  const send: typeof fetch = async (input, init) => {
    const request = new Request(input, init);
    const { pathname: path, origin: from } = new URL(request.url);
    const received: Received = {
      ...{ method: request.method, path, origin: from },
      ...{ headers: request.headers, body: await request.text() },
    };
    pages.received.push(received);
    return (await pages.answers.get(path)?.(received)) ?? new Response(null, { status: 404 });
  };

  function openTab(options: BrowserClientOptions = {}): BrowserClient {
    const tab = createBrowserClient({ fetch: send, name, ...options });
    tabs.push(tab);
    return tab;
  }
  return pages;
}

/** A promise and what settles it. */
export function gate<T>(): { promise: Promise<T>; open(value: T): void } {
  return (({ promise, resolve: open }) => ({ promise, open }))(Promise.withResolvers<T>());
}

/** As `localStorage`: shared by tabs. */
export function sharedStorage(): Storage {
  const values = new Map<string, string>();
  return {
    get length() {
      return values.size;
    },
    clear: () => values.clear(),
    key: (index) => [...values.keys()][index] ?? null,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}
