import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FeedItem, GroupRecord, RoleRecord, ServiceRecord, UserRecord } from '../../src/wire.ts';

/** One event: its items share a position. */
interface Told {
  position: number;
  items: FeedItem[];
}

const audience = 'https://orders.test';
export const serviceKey = 'osk_test';

/** How the next answers go wrong; each is asked anew for every request. */
export interface Faults {
  /** Ends the connection after so many bytes of the stream. */
  cutStreamAfter(connection: number): number | undefined;
  /** Also sends what was sent before, and not in order. */
  isMessy: boolean;
  /** Keeps the whole stream back, as a proxy that buffers. */
  isHeldBack: boolean;
  /** Answers a request for a stream with a page. */
  isWithoutStreams: boolean;
  /** Sends no beats any more, nor anything else. */
  isSilent: boolean;
  /** Ends snapshots after so many bytes. */
  cutSnapshotAfter: number | undefined;
  status: number | undefined;
}

/** What the feed of a server is, as small as can be, with every fault that a way to it may have. */
export class FeedServer {
  readonly faults: Faults = {
    cutStreamAfter: () => undefined,
    isMessy: false,
    isHeldBack: false,
    isWithoutStreams: false,
    isSilent: false,
    cutSnapshotAfter: undefined,
    status: undefined,
  };
  readonly users = new Map<string, UserRecord>();
  readonly roles = new Map<string, RoleRecord>();
  readonly groups = new Map<string, GroupRecord>();
  service: ServiceRecord = {
    ...{ id: 's1', name: 'orders', audience, entry: 'everyone' },
    ...{ access_levels: ['reader', 'editor'], fields: ['email'] },
  };
  /** Requests so far. */
  readonly asked = { streams: 0, pages: 0, snapshots: 0, users: 0, introspections: 0 };
  /** Cursors of those who came to follow; null for those without one. */
  readonly followedFrom: (string | null)[] = [];
  history = 'a';
  introspect: (token: string) => object = () => ({ active: false });
  #log: Told[] = [];
  #position = 0;
  readonly #streams = new Set<{ send(text: string): void; end(): void; at: number }>();
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  #beat: NodeJS.Timeout | undefined;
  url = '';
  #port = 0;

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(this.#port, '127.0.0.1', resolve));
    this.#port = (this.#server.address() as AddressInfo).port;
    this.url = `http://127.0.0.1:${this.#port}`;
    this.#beat = setInterval(() => this.#beats(), 20);
  }

  /** As when the process is stopped; `listen` brings it back at the same address. */
  async stop(): Promise<void> {
    clearInterval(this.#beat);
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    this.#streams.clear();
  }

  /** Ends all streams, as a server that is replaced does. */
  cutAll(): void {
    for (const stream of this.#streams) stream.end();
    this.#streams.clear();
  }

  get cursor(): string {
    return this.#position === 0 ? '0' : `${this.#position}.${this.history}`;
  }

  tell(
    ...items: (FeedItem extends infer I ? (I extends FeedItem ? Omit<I, 'position' | 'at'> : never) : never)[]
  ): void {
    this.#position++;
    const common = { position: this.#position, at: Date.now() };
    this.#log.push({
      position: this.#position,
      items: items.map((item) => ({ ...item, ...common })),
    });
    for (const stream of this.#streams) this.#sendNew(stream);
  }

  putUser(user: Partial<UserRecord> & { sub: string }): UserRecord {
    const whole: UserRecord = {
      ...{ is_active: true, is_staff: false, is_superuser: false },
      ...{ role_ids: [], group_ids: [], access: null },
      ...user,
    };
    this.users.set(user.sub, whole);
    this.tell({ kind: 'user', sub: user.sub, user: whole });
    return whole;
  }

  putRole(role: Partial<RoleRecord> & { id: string }): void {
    const whole: RoleRecord = { name: role.id, level: null, permissions: [], access: null, ...role };
    this.roles.set(role.id, whole);
    this.tell({ kind: 'role', id: role.id, role: whole });
  }

  /** An older backup takes the place of what is: the newest events never were. */
  restore(events: number, history: string): void {
    this.#position -= events;
    this.#log = this.#log.slice(0, this.#log.length - events);
    this.history = history;
    this.cutAll();
  }

  /** As things are now, where that is known here. */
  #current(item: FeedItem): FeedItem {
    if (item.kind === 'user') {
      const user = this.users.get(item.sub);
      return user ? { kind: 'user', sub: item.sub, user, position: item.position, at: item.at } : item;
    }
    return item.kind === 'role' ? { ...item, role: this.roles.get(item.id) ?? item.role } : item;
  }

  #itemsOf(log: readonly Told[]): FeedItem[] {
    return log.flatMap(({ items }) => items.map((item) => this.#current(item)));
  }

  #eventText(told: Told): string {
    const { position } = told;
    const items = this.#itemsOf([told]);
    const last = items.length - 1;
    return items
      .map((item, index) => {
        const id = index === last ? `id: ${position}.${this.history}\n` : '';
        return `event: item\n${id}data: ${JSON.stringify(item)}\n\n`;
      })
      .join('');
  }

  #sendNew(stream: { send(text: string): void; at: number }): void {
    const { isMessy, isSilent } = this.faults;
    if (isSilent) return;
    const fresh = this.#log.filter(({ position }) => position > stream.at);
    // Items again and out of order, as long as what covers them comes last.
    if (isMessy && fresh.length > 1) {
      const items = this.#itemsOf([...fresh].reverse().concat(fresh));
      stream.send(items.map((item) => `event: item\ndata: ${JSON.stringify(item)}\n\n`).join(''));
    }
    for (const told of fresh) stream.send(this.#eventText(told));
    stream.at = this.#position;
  }

  #beats(): void {
    if (this.faults.isSilent) return;
    for (const stream of this.#streams) stream.send(`event: beat\ndata: {"cursor":"${this.cursor}"}\n\n`);
  }

  #positionOf(cursor: string | null): number | undefined {
    if (cursor === null) return 0;
    const [position = '', history] = cursor.split('.');
    const isKnown = cursor === '0' || (history === this.history && Number(position) <= this.#position);
    return isKnown ? Number(position) : undefined;
  }

  #stream(response: ServerResponse, after: number): void {
    this.asked.streams++;
    const { faults } = this;
    const limit = faults.cutStreamAfter(this.asked.streams) ?? Infinity;
    let sent = 0;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    if (faults.isHeldBack) return;
    response.flushHeaders();
    const stream = {
      at: after,
      end: () => void response.destroy(),
      send: (text: string): void => {
        if (sent >= limit) return;
        const bytes = Buffer.from(text);
        const part = bytes.subarray(0, Math.max(0, limit - sent));
        sent += bytes.length;
        response.write(part);
        if (sent < limit) return;
        this.#streams.delete(stream);
        response.end();
      },
    };
    this.#streams.add(stream);
    response.on('close', () => this.#streams.delete(stream));
    this.#sendNew(stream);
    if (this.#streams.has(stream)) stream.send(`event: beat\ndata: {"cursor":"${this.cursor}"}\n\n`);
  }

  async #page(response: ServerResponse, query: URLSearchParams, after: number): Promise<void> {
    this.asked.pages++;
    const waitMs = Number(query.get('wait') ?? 0) * 1000;
    const giveUpAt = Date.now() + waitMs;
    while (this.#position <= after && Date.now() < giveUpAt) await new Promise((go) => setTimeout(go, 10));
    const items = this.#itemsOf(this.#log.filter(({ position }) => position > after));
    response.end(JSON.stringify({ items, cursor: this.cursor, has_more: false }));
  }

  #snapshot(response: ServerResponse, hasUsers: boolean): void {
    this.asked.snapshots++;
    const users = hasUsers ? [...this.users.values()] : [];
    const lines = [
      { kind: 'start', cursor: this.cursor, position: this.#position, service: this.service },
      ...[...this.roles.values()].map((role) => ({ kind: 'role', role })),
      ...[...this.groups.values()].map((group) => ({ kind: 'group', group })),
      ...users.map((user) => ({ kind: 'user', user })),
      { kind: 'end', users: users.length },
    ];
    const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    response.setHeader('content-type', 'application/x-ndjson');
    response.end(Buffer.from(text).subarray(0, this.faults.cutSnapshotAfter));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    const { headers } = request;
    const refuse = (status: number, code: string): void => {
      response
        .writeHead(status, { 'content-type': 'application/problem+json' })
        .end(JSON.stringify({ code }));
    };
    if (this.faults.status !== undefined) return refuse(this.faults.status, 'test');
    if (headers.authorization !== `Bearer ${serviceKey}`) return refuse(401, 'feed.unauthenticated');
    if (url.pathname === '/feed/snapshot')
      return this.#snapshot(response, url.searchParams.get('users') !== 'none');
    if (url.pathname.startsWith('/feed/users/')) {
      this.asked.users++;
      const user = this.users.get(decodeURIComponent(url.pathname.slice('/feed/users/'.length)));
      return user ? void response.end(JSON.stringify(user)) : refuse(404, 'users.not_found');
    }
    if (url.pathname === '/o/introspect') {
      this.asked.introspections++;
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const token = new URLSearchParams(Buffer.concat(chunks).toString()).get('token') ?? '';
      return void response.end(JSON.stringify(this.introspect(token)));
    }
    if (url.pathname !== '/feed/events') return refuse(404, 'request.not_found');
    this.followedFrom.push(url.searchParams.get('after'));
    const after = this.#positionOf(headers['last-event-id']?.toString() ?? url.searchParams.get('after'));
    if (after === undefined) return refuse(410, 'feed.cursor_gone');
    const from = url.searchParams.get('replay') === 'recent' ? 0 : after;
    const isStream = headers.accept?.includes('text/event-stream') === true && !this.faults.isWithoutStreams;
    return isStream ? this.#stream(response, from) : this.#page(response, url.searchParams, from);
  }
}
