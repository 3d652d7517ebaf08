import type { SpreadReading } from '#platform/spread.ts';
import type { Told } from '../reading/items.rules.ts';

/** What one stretch of the outbox tells one service; shared by all who follow for it. */
export interface Delivery {
  told: Told[];
  /** Covers the whole stretch. */
  cursor: string;
  /** As server-sent events. */
  bytes(): Uint8Array;
}

/** Somebody who wants to be told what happens from now on. */
export interface Listener {
  readonly serviceId: string;
  /** By which it follows: it ends with the key. */
  readonly key: string;
  /** Up to here it has been told everything; the hub moves it on. */
  position: number;
  onDelivery(delivery: Delivery): void;
  /** About every second while all that was committed, but for the last half second, has been told. */
  onBeat?(beat: Uint8Array): void;
  /** A few times a second, whatever happens. */
  onLook?(): void;
  /** It is told nothing any more. */
  onEnd(): void;
}

/** Where all who are up to date are. */
export interface Edge {
  position: number;
  cursor: string;
}

/** How telling goes in this process. */
export interface HubFigures {
  listeners: number;
  /** Since when not everything that was committed has been told; a fraction of a second while all is well. */
  lagSeconds: number;
  /** Seconds from an event to the telling of it. */
  delays: SpreadReading;
}

/** Reads the outbox once for everybody who follows it, for as long as there is anybody. */
export interface Hub {
  /** Holds it at work, until the function that it returns is called. Nothing is told before `join`. */
  watch(listener: Listener): () => void;
  /** Unknown at first, and for as long as the outbox cannot be read completely. */
  edge(): Edge | undefined;
  /** False for a listener who is behind the edge, or when there is none yet. */
  join(listener: Listener): boolean;
  figures(): HubFigures;
  /** Ends all listeners, and every one that comes later. */
  stop(): void;
}
