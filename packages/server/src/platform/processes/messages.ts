/** What the process that starts the workers tells them. */
export type ToWorker =
  | { kind: 'retire' }
  | { kind: 'ask'; question: number; topic: string }
  | { kind: 'gathered'; question: number; answers: unknown[] };

/** What they tell it. */
export type ToSupervisor =
  { kind: 'gather'; question: number; topic: string } | { kind: 'answer'; question: number; answer: unknown };

/** Others may use the same channel: what has no kind is nothing to us. */
function isMessage(message: unknown): message is { kind: unknown } {
  return typeof message === 'object' && message !== null && 'kind' in message;
}

export function isToWorker(message: unknown): message is ToWorker {
  return isMessage(message) && ['retire', 'ask', 'gathered'].includes(String(message.kind));
}

export function isToSupervisor(message: unknown): message is ToSupervisor {
  return isMessage(message) && ['gather', 'answer'].includes(String(message.kind));
}
