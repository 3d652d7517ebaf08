import type { FastifyRequest } from 'fastify';
import { createContext, useContext } from 'hono/jsx';
import { acceptedLanguages } from '#platform/http/accept-language.ts';
import { en, messagesIn, type Messages } from '../messages/messages.ts';
import { pickLanguage } from '#platform/language.rules.ts';

/** Whose language a document is in: given around the page, so that no component has to hand it on. */
export const Reader = createContext<Messages>(en);

export function useMessages(): Messages {
  return useContext(Reader);
}

/** The texts for somebody who prefers these language tags, the first most of all. */
export function messagesForTags(tags: readonly string[]): Messages {
  return messagesIn[pickLanguage(tags)];
}

/** The texts for who sent a request; `preferred` tags count before those of the browser. */
export function messagesFor(request: FastifyRequest, preferred: readonly string[] = []): Messages {
  return messagesForTags([...preferred, ...acceptedLanguages(request.headers['accept-language'])]);
}
