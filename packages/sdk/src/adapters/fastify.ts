import type { FastifyInstance } from 'fastify';
import { isPromise } from '../authentication/is-promise.ts';
import { joined, utf8 } from '../authentication/encoding.ts';
import type { TokenResolver } from '../authentication/token-resolver.types.ts';
import type { CredentialRequest, Guard, ServiceShape, Subject } from '../types.ts';
import { createDoor, type DoorOptions, type Identified } from './door.ts';
import { guardOf } from './guard-list.ts';
import { DoorError, type RefusalAnswer } from './refusal-answer.ts';
import { headerIn, Visit } from './visit.ts';

export { DoorError } from './refusal-answer.ts';
export type { DoorOptions } from './door.ts';

/** What is needed of Fastify's request, whatever its type parameters. */
export interface FastifyRequestLike {
  method: string;
  originalUrl: string;
  headers: Record<string, string | string[] | undefined>;
  ip: string;
}

export interface FastifyReplyLike {
  code(status: number): unknown;
  headers(values: Record<string, string>): unknown;
  send(payload: unknown): unknown;
}

interface Payload {
  on(event: 'data', listener: (chunk: Uint8Array | string) => void): unknown;
  pause(): unknown;
}

type Done = (error?: Error) => void;

export type FastifyGuardHook = (request: FastifyRequestLike, reply: FastifyReplyLike, done: Done) => void;
export type FastifyErrorHandler = (
  error: unknown,
  request: FastifyRequestLike,
  reply: FastifyReplyLike,
) => void;
export type FastifyBodyHook = <P extends Payload>(
  ...of: [request: FastifyRequestLike, reply: unknown, payload: P, done: (error: null, payload: P) => void]
) => void;

/** Options of a route. */
export interface FastifyGuardedRoute {
  preParsing?: FastifyBodyHook;
  preValidation: FastifyGuardHook;
  errorHandler: FastifyErrorHandler;
}

export interface FastifyDoor<S extends ServiceShape> {
  /**
   * Options that guard a route, before its schema is looked at: `app.get('/x', door.route(role('owner')), handler)`,
   * or `{ schema, ...door.route(…) }`. Without guards: whoever is signed in.
   */
  route(...guards: Guard<S>[]): FastifyGuardedRoute;
  /** The same as a hook alone, for `preHandler` or `addHook`. */
  guard(...guards: Guard<S>[]): FastifyGuardHook;
  /** For a whole app or scope: answers what `check` throws, and keeps bodies for signatures. Guards nothing. */
  plugin: (app: FastifyInstance, options: unknown, done: Done) => void;
  /** For `app.setErrorHandler`; passes on what is none of the door's. */
  errorHandler: FastifyErrorHandler;
  /** Who has come in. TypeError on a route whose guards let in people who are not signed in. */
  user(request: FastifyRequestLike): Subject<S>;
  /** The same; null for somebody who is not signed in. */
  subject(request: FastifyRequestLike): Subject<S> | null;
  /** Who it is, also on a route without guards. Rejects with a DoorError for a bad credential. */
  identify(request: FastifyRequestLike): Promise<Subject<S> | null>;
  /** Judges what was loaded. Rejects with a DoorError. */
  check<T>(request: FastifyRequestLike, guard: Guard<S, T>, object: T): Promise<void>;
  /** For resources: `fastifyResources(router, door.mount)`. */
  readonly mount: { identify(request: FastifyRequestLike): Promise<Identified<S>> };
  /** The request for authenticators, such as `session.end(door.credentials(request))`. */
  credentials(request: FastifyRequestLike): CredentialRequest;
}

class FastifyVisit<S extends ServiceShape> extends Visit<S> {
  readonly request: FastifyRequestLike;
  chunks: Uint8Array[] | undefined = undefined;

  constructor(request: FastifyRequestLike) {
    super();
    this.request = request;
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

  /** Listens to the body on its way to whatever parses it. */
  keepBody(payload: Payload): void {
    const chunks: Uint8Array[] = [];
    this.chunks = chunks;
    // Fastify does not read theirs, and a stream that was listened to would never end.
    if (this.method === 'GET' || this.method === 'HEAD') return;
    payload.on('data', (chunk) => chunks.push(typeof chunk === 'string' ? utf8(chunk) : chunk));
    // Listening has set it going, and the parser, which comes later, would miss the beginning.
    payload.pause();
  }

  header(name: string): string | undefined {
    return headerIn(this.request.headers, name);
  }

  async rawBody(): Promise<Uint8Array | undefined> {
    return this.chunks && joined(this.chunks);
  }
}

function send(reply: FastifyReplyLike, { status, headers, body }: RefusalAnswer): void {
  reply.code(status);
  reply.headers(headers);
  reply.send(body);
}

/** Lets people in at the routes of a Fastify app, as far as its guards say. */
export function fastifyDoor<S extends ServiceShape>(
  ostiary: TokenResolver<S>,
  options?: DoorOptions<S>,
): FastifyDoor<S> {
  const door = createDoor(ostiary, options);
  const key = Symbol('ostiary.visit');

  function visitOf(request: FastifyRequestLike): FastifyVisit<S> {
    const holder = request as FastifyRequestLike & Partial<Record<symbol, FastifyVisit<S>>>;
    return (holder[key] ??= new FastifyVisit<S>(request));
  }

  function guard(...guards: Guard<S>[]): FastifyGuardHook {
    const whole = guardOf(guards);
    return (request, reply, done) => {
      const answer = door.enter(visitOf(request), whole);
      if (answer === undefined) return done();
      if (!isPromise(answer)) return send(reply, answer);
      answer.then((settled) => (settled ? send(reply, settled) : done()), done);
    };
  }

  const errorHandler: FastifyErrorHandler = (error, _request, reply) => {
    if (error instanceof DoorError) send(reply, error.answer);
    else reply.send(error);
  };

  const plugin = (app: FastifyInstance, _options: unknown, done: Done): void => {
    if (door.readsBody) app.addHook('preParsing', keepBody);
    app.setErrorHandler(errorHandler);
    done();
  };

  const keepBody: FastifyBodyHook = (...[request, , payload, done]) => {
    if (request.headers['content-digest'] !== undefined) visitOf(request).keepBody(payload);
    done(null, payload);
  };

  return {
    route: (...guards) => ({
      ...(door.readsBody && { preParsing: keepBody }),
      preValidation: guard(...guards),
      errorHandler,
    }),
    guard,
    // Not a scope of its own (Fastify's documentation of plugins): it is for the one that it is registered in.
    plugin: Object.assign(plugin, {
      [Symbol.for('skip-override')]: true,
      [Symbol.for('fastify.display-name')]: '@ostiary/sdk',
    }),
    errorHandler,
    user: (request) => door.user(visitOf(request)),
    subject: (request) => door.subject(visitOf(request)),
    identify: (request) => door.identify(visitOf(request)),
    check: (request, one, object) => door.check(visitOf(request), one, object),
    mount: { identify: (request) => door.identified(visitOf(request)) },
    credentials: visitOf,
  };
}
