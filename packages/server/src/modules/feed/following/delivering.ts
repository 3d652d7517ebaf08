import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Batch } from '../reading/batches.ts';
import type { Told } from '../reading/items.rules.ts';
import { framesOf } from './frames.rules.ts';
import type { Delivery, Listener } from './hub.types.ts';

/** Others have a turn when telling takes longer: with many services one stretch is worked out for each. */
const maxTurnMs = 10;
const encoder = new TextEncoder();

function deliveryOf(told: Told[], cursor: string): Delivery {
  let bytes: Uint8Array | undefined;
  return { told, cursor, bytes: () => (bytes ??= encoder.encode(framesOf(told))) };
}

export interface Delivering {
  /** The position that the batch begins after. */
  from: number;
  batch: Batch;
  cursor: string;
  isListening(listener: Listener): boolean;
  /** It comes again, and goes on from its cursor, if its service is still there. */
  end(listener: Listener): void;
}

/** What its service is told, worked out once; undefined for a service that is gone. */
function createWorkshop({ batch, cursor }: Delivering): (serviceId: string) => Delivery | undefined {
  const known = new Map<string, Delivery>();
  return (serviceId) => {
    const service = batch.service(serviceId);
    if (!service) return undefined;
    const delivery = known.get(serviceId) ?? deliveryOf(batch.tell(service), cursor);
    known.set(serviceId, delivery);
    return delivery;
  };
}

/** False when it cannot be told. */
function tellOne(listener: Listener, shared: Delivery | undefined, { from, batch }: Delivering): boolean {
  if (!shared || listener.position < from) return false;
  // Who came from another process, which was further, has heard some of it.
  const news = shared.told.filter(({ position }) => position > listener.position);
  const delivery = listener.position === from ? shared : deliveryOf(news, shared.cursor);
  listener.position = batch.last;
  if (delivery.told.length > 0) listener.onDelivery(delivery);
  return true;
}

/** Tells the batch to those who have not been told it, and moves them on to its end. */
export async function deliver(listeners: readonly Listener[], delivering: Delivering): Promise<void> {
  const deliveryFor = createWorkshop(delivering);
  let turnEndsAt = performance.now() + maxTurnMs;
  for (const listener of listeners) {
    if (!delivering.isListening(listener) || listener.position >= delivering.batch.last) continue;
    if (!tellOne(listener, deliveryFor(listener.serviceId), delivering)) delivering.end(listener);
    if (performance.now() < turnEndsAt) continue;
    await nextTurn();
    turnEndsAt = performance.now() + maxTurnMs;
  }
}
