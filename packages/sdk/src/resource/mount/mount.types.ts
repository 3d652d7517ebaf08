import type { ServiceShape, Subject } from '../../types.ts';

/** Who a request speaks for, as the service has found out. */
export interface Identified<S extends ServiceShape> {
  subject: Subject<S> | null;
  /** For `WWW-Authenticate`. Default `Bearer`. */
  challenge?: string | undefined;
}

export interface MountOptions<S extends ServiceShape, FrameworkRequest> {
  identify(request: FrameworkRequest): Identified<S> | Promise<Identified<S>>;
}
