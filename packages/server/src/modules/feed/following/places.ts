import { AppError } from '#platform/errors.ts';

export interface PlaceLimits {
  perService: number;
  overall: number;
}

/** How many may follow at once: each holds a connection and some memory. */
export interface Places {
  /** Gives the function that leaves the place again. Errors: `feed.too_many_streams`, `service.unavailable`. */
  take(serviceId: string): () => void;
  count(): number;
}

const retryAfterSeconds = 5;

export function createPlaces({ perService, overall }: PlaceLimits): Places {
  const taken = new Map<string, number>();
  let all = 0;
  return {
    take(serviceId) {
      const own = taken.get(serviceId) ?? 0;
      if (own >= perService) throw new AppError('feed.too_many_streams', { retryAfterSeconds });
      if (all >= overall) throw new AppError('service.unavailable', { retryAfterSeconds });
      taken.set(serviceId, own + 1);
      all += 1;
      let isLeft = false;
      return () => {
        if (isLeft) return;
        isLeft = true;
        all -= 1;
        const others = (taken.get(serviceId) ?? 0) - 1;
        if (others > 0) taken.set(serviceId, others);
        else taken.delete(serviceId);
      };
    },
    count: () => all,
  };
}
