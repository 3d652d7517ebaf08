import { createMirror, type Mirror, type MirrorStore } from '../../src/mirror/index.ts';
import type { FeedItem, SnapshotLine, UserRecord } from '../../src/wire.ts';
import type { ModelServer } from './model-server.ts';

/** A snapshot of which as many lines come as the test lets come. */
interface Pouring {
  serverStart: number;
  /** The server's, when it was asked for. */
  position: number;
  lines: Iterator<SnapshotLine>;
  /** The server is a line ahead of what has come. */
  ahead: IteratorResult<SnapshotLine, unknown>;
  /** Hands one line over, or ends the stream. */
  give(line: SnapshotLine | 'cut' | 'fail'): void;
  /** Resolves when the mirror wants another line, or has done with the snapshot. */
  wanted(): Promise<void>;
  done: Promise<'whole' | 'failed'>;
}

function pour(mirror: Mirror, server: ModelServer, isNewHistory: boolean): Pouring {
  let answer: ((line: SnapshotLine | 'cut' | 'fail') => void) | undefined;
  let wake: () => void = () => undefined;
  let isDone = false;
  let isWanted = new Promise<void>((resolve) => (wake = resolve));
  async function* lines(): AsyncGenerator<SnapshotLine> {
    for (;;) {
      const next = new Promise<SnapshotLine | 'cut' | 'fail'>((resolve) => (answer = resolve));
      wake();
      const line = await next;
      if (line === 'cut') return;
      if (line === 'fail') throw new Error('The connection broke');
      yield line;
    }
  }
  const done = mirror.replace(lines(), { isNewHistory }).then(
    () => 'whole' as const,
    () => 'failed' as const,
  );
  void done.then(() => {
    isDone = true;
    wake();
  });
  const snapshot = server.snapshot();
  return {
    ...{ serverStart: server.starts, position: server.position },
    lines: snapshot,
    ahead: snapshot.next(),
    give(line) {
      if (isDone) return;
      isWanted = new Promise<void>((resolve) => (wake = resolve));
      if (isDone) wake();
      answer?.(line);
    },
    wanted: () => isWanted,
    done,
  };
}

/** What follows the feed in a service: as the kit's own loop does, but only when it is told to. */
export class ModelProcess<T> {
  mirror: Mirror;
  readonly #server: ModelServer;
  readonly #open: () => Mirror;
  #cursor: string | null = null;
  #snapshotCursor: string | null = null;
  #needsSnapshot = true;
  #isNewHistory = false;
  #pouring: Pouring | undefined;
  /** What came before, to come again. */
  #past: FeedItem[] = [];

  constructor(server: ModelServer, store: MirrorStore<T>, shadow: Map<string, UserRecord>) {
    this.#server = server;
    this.#open = () =>
      createMirror({
        store,
        ...{ cacheSize: 3, portionSize: 2 },
        onUserChanged({ user: { issues: _issues, ...user }, previous }) {
          check(shadow, user.sub, previous);
          shadow.set(user.sub, user);
        },
        onUserDeleted({ sub, previous }) {
          check(shadow, sub, previous);
          shadow.delete(sub);
        },
      });
    this.mirror = this.#open();
  }

  async start(): Promise<void> {
    await this.#abandon();
    this.mirror = this.#open();
    await this.#reopen();
  }

  async #reopen(): Promise<void> {
    this.#past = [];
    this.#cursor = (await this.mirror.open()).cursor;
    this.#snapshotCursor = null;
    this.#needsSnapshot = this.#cursor === null;
    this.#isNewHistory = false;
  }

  async #abandon(): Promise<void> {
    await this.#pouring?.wanted();
    this.#pouring?.give('fail');
    await this.#pouring?.done;
    this.#pouring = undefined;
  }

  /** One page of the feed. `late` of what came before comes again with it. */
  async pull({
    limit,
    late,
    isReversed,
  }: {
    limit: number;
    late: number;
    isReversed: boolean;
  }): Promise<void> {
    if (this.#pouring && this.#pouring.serverStart !== this.#server.starts) await this.#snapshotFailed();
    // Where a snapshot is missing and has not begun, it is first told what is recent.
    if ((this.#cursor ?? this.#snapshotCursor) === null && !this.#pouring) return;
    const known = this.#cursor ?? this.#snapshotCursor;
    const page = this.#server.read(known ?? this.#server.recentCursor(this.#pouring?.position ?? 0), limit);
    if (!page) return this.#gone();
    const again = late === 0 ? [] : this.#past.slice(-late);
    const items = [...again, ...page.items];
    if (isReversed) items.reverse();
    try {
      await this.mirror.apply(items, page.cursor);
    } catch {
      // Tried again from where it is.
      return;
    }
    this.#cursor = page.cursor;
    this.#past.push(...page.items);
    if (page.items.some(({ kind }) => kind === 'reset')) this.#needsSnapshot = true;
  }

  async #gone(): Promise<void> {
    await this.#abandon();
    this.#cursor = null;
    this.#snapshotCursor = null;
    this.#past = [];
    this.#needsSnapshot = true;
    this.#isNewHistory = true;
    await this.pourLines(0);
  }

  async #snapshotFailed(): Promise<void> {
    await this.#abandon();
    this.#needsSnapshot = true;
  }

  /** Begins the snapshot that is needed, or lets some lines of it come. */
  async pourLines(count: number): Promise<void> {
    if (this.#pouring && this.#pouring.serverStart !== this.#server.starts) return this.#snapshotFailed();
    if (!this.#pouring) {
      if (!this.#needsSnapshot) return;
      this.#needsSnapshot = false;
      this.#pouring = pour(this.mirror, this.#server, this.#isNewHistory);
      this.#isNewHistory = false;
    }
    const pouring = this.#pouring;
    for (let line = 0; line < count; line++) await this.#pourOne(pouring);
  }

  async #pourOne(pouring: Pouring): Promise<void> {
    if (this.#pouring !== pouring) return;
    await pouring.wanted();
    const next = pouring.ahead;
    pouring.ahead = pouring.lines.next();
    if (next.done) return this.#endOfSnapshot(pouring);
    pouring.give(next.value);
    await pouring.wanted();
    // From here the feed can be followed, and the snapshot may go on for long.
    if (next.value.kind === 'start') this.#snapshotCursor = next.value.cursor;
    if (next.value.kind === 'end') await this.#endOfSnapshot(pouring);
  }

  async #endOfSnapshot(pouring: Pouring): Promise<void> {
    pouring.give('cut');
    const outcome = await pouring.done;
    this.#pouring = undefined;
    if (outcome === 'failed') await this.#snapshotFailed();
  }

  async cutSnapshot(): Promise<void> {
    if (this.#pouring) await this.#snapshotFailed();
  }

  /** Until it knows everything. */
  async catchUp(): Promise<void> {
    for (let round = 0; round < 200; round++) {
      if (this.#pouring || this.#needsSnapshot) await this.pourLines(1000);
      await this.pull({ limit: 1000, late: 0, isReversed: false });
      const isThere = !this.#pouring && !this.#needsSnapshot && this.#cursor === this.#server.cursor;
      if (isThere) return;
    }
    throw new Error('It never catches up.');
  }
}

function check(shadow: Map<string, UserRecord>, sub: string, previous: UserRecord | null): void {
  const known = shadow.get(sub);
  if (JSON.stringify(sorted(known ?? null)) !== JSON.stringify(sorted(previous))) {
    throw new Error(`The hook says that ${sub} was other than it was told.`);
  }
}

function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
