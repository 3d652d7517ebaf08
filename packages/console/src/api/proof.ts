import { useSyncExternalStore } from 'react';

interface Question {
  answer: (isProved: boolean) => void;
  settled: Promise<boolean>;
}

let question: Question | undefined;
const listeners = new Set<() => void>();

function setQuestion(next: Question | undefined): void {
  question = next;
  listeners.forEach((tell) => tell());
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

/**
 * Asks whoever looks to show once more who they are, and says whether they did. Many who ask at once share one
 * dialog, and its answer.
 */
export function askForProof(): Promise<boolean> {
  if (question) return question.settled;
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const answer = (isProved: boolean) => {
    setQuestion(undefined);
    resolve(isProved);
  };
  setQuestion({ answer, settled: promise });
  return promise;
}

/** The question that waits for an answer. */
export function useProofQuestion(): Pick<Question, 'answer'> | undefined {
  return useSyncExternalStore(subscribe, () => question);
}

/** RFC 9470: what was asked for takes a proof that is newer than the one of this session. */
function asksForProof(response: Response): boolean {
  if (response.status !== 401) return false;
  return response.headers.get('www-authenticate')?.includes('insufficient_user_authentication') === true;
}

/** Sends a request; once more, if that takes a proof and it was given. Each time it is made anew. */
export async function sendWithProof(make: () => Request): Promise<Response> {
  const response = await fetch(make());
  if (!asksForProof(response) || !(await askForProof())) return response;
  return fetch(make());
}

/** As `fetch`, with `sendWithProof`. What is large is made twice instead of kept meanwhile. */
export function fetchWithProof(request: Request): Promise<Response> {
  return sendWithProof(() => request.clone());
}
