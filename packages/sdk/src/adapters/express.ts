import type { TokenResolver } from '../authentication/token-resolver.types.ts';
import { isPromise } from '../authentication/is-promise.ts';
import type { CredentialRequest, Guard, ServiceShape, Subject } from '../types.ts';
import { createDoor, type DoorOptions, type Identified } from './door.ts';
import { guardOf } from './guard-list.ts';
import { DoorError, type RefusalAnswer } from './refusal-answer.ts';
import { headerIn, Visit } from './visit.ts';

export { DoorError } from './refusal-answer.ts';
export type { DoorOptions } from './door.ts';

/** What is needed of Express's request, whatever its type parameters. */
export interface ExpressRequestLike {
  method: string;
  originalUrl: string;
  headers: Record<string, string | string[] | undefined>;
  ip?: string | undefined;
}

export interface ExpressResponseLike {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(body: string): unknown;
}

type Next = (error?: unknown) => void;

export type ExpressGuard = (request: ExpressRequestLike, response: ExpressResponseLike, next: Next) => void;

export interface ExpressDoor<S extends ServiceShape> {
  /** Guards a route or all behind it: `app.get('/x', door.guard(role('owner')), handler)`. Without guards: whoever is
   *  signed in. */
  guard(...guards: Guard<S>[]): ExpressGuard;
  /** Answers what `check` throws: `app.use(door.errorHandler)` behind the routes. */
  errorHandler: (
    ...of: [error: unknown, request: ExpressRequestLike, response: ExpressResponseLike, next: Next]
  ) => void;
  /** Keeps bodies for signatures: `express.json({ verify: door.keepBody })`. */
  keepBody: (request: object, response: unknown, body: Uint8Array) => void;
  /** Who has come in. TypeError on a route whose guards let in people who are not signed in. */
  user(request: ExpressRequestLike): Subject<S>;
  /** The same; null for somebody who is not signed in. */
  subject(request: ExpressRequestLike): Subject<S> | null;
  /** Who it is, also on a route without guards. Rejects with a DoorError for a bad credential. */
  identify(request: ExpressRequestLike): Promise<Subject<S> | null>;
  /** Judges what was loaded. Rejects with a DoorError. */
  check<T>(request: ExpressRequestLike, guard: Guard<S, T>, object: T): Promise<void>;
  /** For resources: `expressResources(router, door.mount)`. */
  readonly mount: { identify(request: ExpressRequestLike): Promise<Identified<S>> };
  /** The request for authenticators, such as `session.end(door.credentials(request))`. */
  credentials(request: ExpressRequestLike): CredentialRequest;
}

class ExpressVisit<S extends ServiceShape> extends Visit<S> {
  readonly request: ExpressRequestLike;
  readonly bodies: WeakMap<object, Uint8Array>;

  constructor(request: ExpressRequestLike, bodies: WeakMap<object, Uint8Array>) {
    super();
    this.request = request;
    this.bodies = bodies;
  }

  get method(): string {
    return this.request.method;
  }

  get url(): string {
    return this.request.originalUrl;
  }

  get address(): string | undefined {
    return this.request.ip;
  }

  header(name: string): string | undefined {
    return headerIn(this.request.headers, name);
  }

  async rawBody(): Promise<Uint8Array | undefined> {
    return this.bodies.get(this.request);
  }
}

function send(response: ExpressResponseLike, { status, headers, body }: RefusalAnswer): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.end(body);
}

/** Express tells error handlers from others by the number of their parameters. */
const answerDoorErrors: ExpressDoor<ServiceShape>['errorHandler'] = Object.defineProperty(
  (...[error, , response, next]: Parameters<ExpressDoor<ServiceShape>['errorHandler']>) => {
    if (error instanceof DoorError) send(response, error.answer);
    else next(error);
  },
  'length',
  { value: 4 },
);

/** Lets people in at the routes of an Express app, as far as its guards say. */
export function expressDoor<S extends ServiceShape>(
  ostiary: TokenResolver<S>,
  options?: DoorOptions<S>,
): ExpressDoor<S> {
  const door = createDoor(ostiary, options);
  const visits = new WeakMap<object, ExpressVisit<S>>();
  const bodies = new WeakMap<object, Uint8Array>();

  function visitOf(request: ExpressRequestLike): ExpressVisit<S> {
    const known = visits.get(request);
    if (known) return known;
    const visit = new ExpressVisit<S>(request, bodies);
    visits.set(request, visit);
    return visit;
  }

  return {
    guard(...guards) {
      const whole = guardOf(guards);
      return (request, response, next) => {
        const answer = door.enter(visitOf(request), whole);
        if (answer === undefined) return next();
        if (!isPromise(answer)) return send(response, answer);
        answer.then((settled) => (settled ? send(response, settled) : next()), next);
      };
    },
    errorHandler: answerDoorErrors,
    keepBody: (request, _response, body) => void bodies.set(request, body),
    user: (request) => door.user(visitOf(request)),
    subject: (request) => door.subject(visitOf(request)),
    identify: (request) => door.identify(visitOf(request)),
    check: (request, one, object) => door.check(visitOf(request), one, object),
    mount: { identify: (request) => door.identified(visitOf(request)) },
    credentials: visitOf,
  };
}
