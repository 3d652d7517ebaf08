import type { FastifyReply } from 'fastify';
import { nextPath } from './next-path.rules.ts';
import { keepOpener } from './page-headers.ts';

function withQuery(path: string, parameters: Readonly<Record<string, string>>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== '');
  return given.length > 0 ? `${path}?${new URLSearchParams(given).toString()}` : path;
}

/** Where somebody signs in and then goes on to `next`; `done` is the key of a notice. */
export function signInAddress({ next = '', done = '' }: { next?: string; done?: string }): string {
  return withQuery('/sign-in', { done, next });
}

export function signUpAddress(next: string): string {
  return withQuery('/sign-up', { next });
}

export const interactionPath = '/o/interaction/';

/** Somebody on their way back to an application may be in its pop-up. */
export function keepOpenerOnTheWayTo(next: string, reply: FastifyReply): void {
  if (nextPath(next).startsWith(interactionPath)) keepOpener(reply);
}
