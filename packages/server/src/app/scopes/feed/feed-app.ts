import type { FastifyReply } from 'fastify';
import type { Services } from '../../build-services.ts';

export type FeedServices = Pick<Services, 'feed' | 'services'>;

/** Services prove themselves by their key; no user does. */
const security: Record<string, string[]>[] = [{ serviceKey: [] }];

/** What every operation's schema begins with. */
export function operation(summary: string, description: string) {
  return { tags: ['Feed'], summary, description, security };
}

/** Aborted when the connection is closed, or the answer has been given. */
export function untilGone(reply: FastifyReply): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return gone.signal;
}
