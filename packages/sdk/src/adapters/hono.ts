import type { Context, MiddlewareHandler } from 'hono';
import type { TokenResolver } from '../authentication/token-resolver.types.ts';
import { isPromise } from '../authentication/is-promise.ts';
import type { CredentialRequest, Guard, ServiceShape, Subject } from '../types.ts';
import { createDoor, type DoorOptions, type Identified } from './door.ts';
import { guardOf } from './guard-list.ts';
import { responseOf } from './refusal-answer.ts';
import { Visit } from './visit.ts';

export { DoorError } from './refusal-answer.ts';
export type { DoorOptions } from './door.ts';

export interface HonoDoorOptions<S extends ServiceShape> extends DoorOptions<S> {
  /**
   * The address of the end user. Hono itself does not know it: `(c) => getConnInfo(c).remote.address` of the
   * runtime's adapter does. Default: nobody knows, and `ipBlocklist` lets nobody in.
   */
  addressOf?: (context: Context) => string | undefined;
}

export interface HonoDoor<S extends ServiceShape> {
  /** Guards a route or all behind it: `app.get('/x', door.guard(role('owner')), handler)`. Without guards: whoever is
   *  signed in. */
  guard(...guards: Guard<S>[]): MiddlewareHandler;
  /** Who has come in. TypeError on a route whose guards let in people who are not signed in. */
  user(context: Context): Subject<S>;
  /** The same; null for somebody who is not signed in. */
  subject(context: Context): Subject<S> | null;
  /** Who it is, also on a route without guards. Rejects with a DoorError, which Hono answers. */
  identify(context: Context): Promise<Subject<S> | null>;
  /** Judges what was loaded. Rejects with a DoorError, which Hono answers. */
  check<T>(context: Context, guard: Guard<S, T>, object: T): Promise<void>;
  /** For resources: `honoResources(router, door.mount)`. */
  readonly mount: { identify(request: Context): Promise<Identified<S>> };
  /** The request for authenticators, such as `session.end(door.credentials(c))`. */
  credentials(context: Context): CredentialRequest;
}

class HonoVisit<S extends ServiceShape> extends Visit<S> {
  readonly request: Context;
  readonly addressOf: (context: Context) => string | undefined;

  constructor(context: Context, addressOf: (context: Context) => string | undefined) {
    super();
    this.request = context;
    this.addressOf = addressOf;
  }

  get method(): string {
    return this.request.req.method;
  }

  get url(): string {
    return this.request.req.url;
  }

  get address(): string | undefined {
    return this.addressOf(this.request);
  }

  header(name: string): string | undefined {
    return this.request.req.raw.headers.get(name) ?? undefined;
  }

  /** Hono keeps what was read, so that the handler can read it again in whatever form. */
  async rawBody(): Promise<Uint8Array> {
    return new Uint8Array(await this.request.req.arrayBuffer());
  }
}

/** Lets people in at the routes of a Hono app, as far as its guards say. Needs nothing but web standards. */
export function honoDoor<S extends ServiceShape>(
  ostiary: TokenResolver<S>,
  { addressOf = () => undefined, ...options }: HonoDoorOptions<S> = {},
): HonoDoor<S> {
  const door = createDoor(ostiary, options);
  const visits = new WeakMap<Context, HonoVisit<S>>();

  function visitOf(context: Context): HonoVisit<S> {
    const known = visits.get(context);
    if (known) return known;
    const visit = new HonoVisit<S>(context, addressOf);
    visits.set(context, visit);
    return visit;
  }

  return {
    guard(...guards) {
      const whole = guardOf(guards);
      return async (context, next) => {
        const answer = door.enter(visitOf(context), whole);
        const settled = isPromise(answer) ? await answer : answer;
        if (settled) return responseOf(settled);
        await next();
        return undefined;
      };
    },
    user: (context) => door.user(visitOf(context)),
    subject: (context) => door.subject(visitOf(context)),
    identify: (context) => door.identify(visitOf(context)),
    check: (context, one, object) => door.check(visitOf(context), one, object),
    mount: { identify: (context) => door.identified(visitOf(context)) },
    credentials: visitOf,
  };
}
