import type { Worker } from 'node:cluster';
import type { ToSupervisor, ToWorker } from './messages.ts';

/** Whoever hangs is left out. */
const patienceMs = 2_000;

interface Question {
  asker: Worker;
  /** The number by which the asker knows it. */
  question: number;
  awaited: Set<Worker>;
  answers: unknown[];
  timer: NodeJS.Timeout;
}

function send(worker: Worker, message: ToWorker): void {
  // It may have ended a moment ago.
  if (worker.isConnected()) worker.send(message, () => undefined);
}

/** Passes one worker's question on to all, and their answers back. */
export class Gathering {
  readonly #open = new Map<number, Question>();
  readonly #workers: () => Iterable<Worker>;
  #count = 0;

  constructor(workers: () => Iterable<Worker>) {
    this.#workers = workers;
  }

  receive(worker: Worker, message: ToSupervisor): void {
    if (message.kind === 'gather') this.#ask(worker, message.question, message.topic);
    else this.#answer(worker, message.question, message.answer);
  }

  /** It answers nothing any more. */
  forget(worker: Worker): void {
    for (const [id, question] of this.#open)
      if (question.awaited.delete(worker)) this.#endIfAll(id, question);
  }

  #ask(asker: Worker, question: number, topic: string): void {
    const id = ++this.#count;
    const timer = setTimeout(() => this.#end(id), patienceMs);
    const awaited = new Set(this.#workers());
    this.#open.set(id, { asker, question, awaited, answers: [], timer });
    for (const worker of awaited) send(worker, { kind: 'ask', question: id, topic });
  }

  #answer(worker: Worker, id: number, answer: unknown): void {
    const question = this.#open.get(id);
    if (!question?.awaited.delete(worker)) return;
    question.answers.push(answer);
    this.#endIfAll(id, question);
  }

  #endIfAll(id: number, { awaited }: Question): void {
    if (awaited.size === 0) this.#end(id);
  }

  #end(id: number): void {
    const ended = this.#open.get(id);
    if (!ended) return;
    this.#open.delete(id);
    clearTimeout(ended.timer);
    send(ended.asker, { kind: 'gathered', question: ended.question, answers: ended.answers });
  }
}
