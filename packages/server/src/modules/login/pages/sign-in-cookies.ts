import type { FastifyReply, FastifyRequest } from 'fastify';
import { deviceCookieName } from '#modules/sessions';
import { randomSecret } from '#platform/random.ts';
import type { PageCookies } from './pages.types.ts';

const yearSeconds = 365 * 24 * 60 * 60;
/** As long as a sign-in waits. */
const pendingSeconds = 10 * 60;
/** The role service's cookie (contracts of the tutorials): signing out on a page ends that, too. */
const roleCookieName = 'Authorization';

/** The cookies of a sign-in. All are http-only and of this host alone. */
export interface SignInCookies {
  /** The secret of a sign-in that waits for a second factor; empty for none. */
  pendingOf(request: FastifyRequest): string;
  trustedOf(request: FastifyRequest): string | undefined;
  /** Gives a browser a name of its own if it has none, so that the sign-in that follows is known by it. */
  nameDevice(request: FastifyRequest): void;
  /** The session begins: what was there for its sake only goes. */
  begin(request: FastifyRequest, reply: FastifyReply, secret: string): void;
  /** Another secret for the session that the browser has. */
  renew(reply: FastifyReply, secret: string): void;
  wait(reply: FastifyReply, pending: string): void;
  trust(reply: FastifyReply, trusted: { secret: string; maxAgeSeconds: number }): void;
  /** The session is over. Whether the browser is trusted stays. */
  end(reply: FastifyReply): void;
}

export function createSignInCookies({ sessionName, isSecure, sessionSeconds }: PageCookies): SignInCookies {
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure } as const;
  const named = (name: string): string => (isSecure ? `__Host-${name}` : name);
  const pendingName = named('ostiary_pending');
  const trustedName = named('ostiary_trusted');
  const deviceName = deviceCookieName({ isSecure });
  const renew: SignInCookies['renew'] = (reply, secret) => {
    reply.setCookie(sessionName, secret, { ...options, maxAge: sessionSeconds });
  };
  return {
    pendingOf: (request) => request.cookies[pendingName] ?? '',
    trustedOf: (request) => request.cookies[trustedName],
    nameDevice(request) {
      request.cookies[deviceName] ??= randomSecret();
    },
    begin(request, reply, secret) {
      renew(reply, secret);
      const device = request.cookies[deviceName];
      if (device !== undefined) reply.setCookie(deviceName, device, { ...options, maxAge: yearSeconds });
      if (request.cookies[pendingName] !== undefined) reply.clearCookie(pendingName, options);
    },
    renew,
    wait(reply, pending) {
      reply.setCookie(pendingName, pending, { ...options, maxAge: pendingSeconds });
    },
    trust(reply, { secret, maxAgeSeconds }) {
      reply.setCookie(trustedName, secret, { ...options, maxAge: maxAgeSeconds });
    },
    end(reply) {
      for (const name of [sessionName, roleCookieName, pendingName]) reply.clearCookie(name, options);
    },
  };
}
