import { setTimeout as sleep } from 'node:timers/promises';
import type { FeedSink, FeedStream, Follower } from '../feed.types.ts';
import type { ReadBatch } from '../reading/batches.ts';
import { withoutOldResets } from '../reading/replay.rules.ts';
import { framesOf } from './frames.rules.ts';
import type { Hub, Listener } from './hub.types.ts';
import type { Beginning } from './start.ts';

const catchUpLimit = 500;
const edgePauseMs = 50;
/** What may wait for one who reads slowly: whoever is further behind comes again by their cursor. */
const maxBacklogBytes = 1024 * 1024;
const maxStandstillMs = 30_000;
const encoder = new TextEncoder();
/** How long a client waits before it comes again. */
const opening = encoder.encode('retry: 1000\n\n');

export interface StreamDeps {
  hub: Hub;
  readBatch: ReadBatch;
  onBackgroundError: (error: unknown) => void;
}

export interface StreamOptions {
  follower: Follower;
  beginning: Beginning;
  /** Gives the place back. */
  leave: () => void;
}

/** Whether something has been waiting, and nothing of it was taken, for too long. */
function createStandstillWatch(sink: FeedSink): () => boolean {
  let takenBefore = -1;
  let since = 0;
  return () => {
    const taken = sink.taken();
    const now = performance.now();
    if (sink.backlog() === 0 || taken !== takenBefore) since = now;
    takenBefore = taken;
    return now - since > maxStandstillMs;
  };
}

/** What has happened, page by page and no faster than it is read, until nothing is left of it. */
async function catchUp(
  { hub, readBatch }: StreamDeps,
  { listener, sink, knownUpTo, isOver }: Flowing,
): Promise<void> {
  while (!isOver() && !hub.join(listener)) {
    const edge = hub.edge();
    if (!edge) {
      await sleep(edgePauseMs);
      continue;
    }
    const { position: after } = listener;
    const isReplay = after < knownUpTo;
    const upTo = isReplay ? Math.min(knownUpTo, edge.position) : edge.position;
    const batch = await readBatch({ after, limit: catchUpLimit, upTo, isReplay });
    if (isOver()) return;
    const service = batch.service(listener.serviceId);
    if (batch.cursor !== null && !service) return listener.onEnd();
    const told = service ? withoutOldResets(batch.tell(service), knownUpTo) : [];
    // A history that another one took the place of: whoever looks after the streams ends this one.
    if (batch.last === listener.position) await sleep(edgePauseMs);
    listener.position = batch.last;
    if (told.length > 0 && !sink.write(encoder.encode(framesOf(told)))) await sink.drained();
  }
}

interface Flowing {
  listener: Listener;
  sink: FeedSink;
  knownUpTo: number;
  isOver(): boolean;
}

export function createStream(deps: StreamDeps, options: StreamOptions): FeedStream {
  const { follower, beginning, leave } = options;
  let isOver = false;
  let unwatch = leave;
  const close = (): void => {
    if (isOver) return;
    isOver = true;
    unwatch();
    leave();
  };

  function flow(sink: FeedSink): void {
    if (isOver) return sink.end();
    const isStandingStill = createStandstillWatch(sink);
    const cut = (): void => {
      close();
      sink.cut();
    };
    const push = (bytes: Uint8Array): void => {
      if (sink.backlog() > maxBacklogBytes) cut();
      else sink.write(bytes);
    };
    const listener: Listener = {
      serviceId: follower.service.id,
      key: follower.key,
      position: beginning.position,
      onDelivery: (delivery) => push(delivery.bytes()),
      onBeat: push,
      onLook: () => isStandingStill() && cut(),
      onEnd: () => {
        close();
        sink.end();
      },
    };
    sink.write(opening);
    unwatch = deps.hub.watch(listener);
    const flowing = { listener, sink, knownUpTo: beginning.knownUpTo, isOver: () => isOver };
    catchUp(deps, flowing).catch((error: unknown) => {
      deps.onBackgroundError(error);
      cut();
    });
  }

  return { flow, close };
}
