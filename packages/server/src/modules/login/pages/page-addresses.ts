import type { FastifyReply } from 'fastify';
import { nextPath } from './next-path.rules.ts';
import { keepOpener } from './page-headers.ts';

export function withQuery(path: string, parameters: Readonly<Record<string, string>>): string {
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

/** Where a sign-in goes on that waits for a second factor. */
export function factorAddress(next: string): string {
  return withQuery('/sign-in/factor', { next });
}

/** Where somebody sets up the second factor that their sign-in waits for. */
export function setUpFactorAddress(next: string): string {
  return withQuery('/sign-in/set-up-factor', { next });
}

/** Where somebody is told until when they may do without a second factor. */
export function graceAddress(next: string): string {
  return withQuery('/sign-in/factor-due', { next });
}

/** Where somebody who is signed in shows once more who they are, and then goes on to `next`. */
export function confirmAddress(next: string): string {
  return withQuery('/confirm', { next });
}

export const interactionPath = '/o/interaction/';

const interactionPattern = /^\/o\/interaction\/([\w-]{1,100})(?:[/?#]|$)/;

/** Which request of an application a path is about. */
export function interactionUidOf(path: string): string | undefined {
  return interactionPattern.exec(nextPath(path))?.[1];
}

/** Somebody on their way back to an application may be in its pop-up. */
export function keepOpenerOnTheWayTo(next: string, reply: FastifyReply): void {
  if (nextPath(next).startsWith(interactionPath)) keepOpener(reply);
}
