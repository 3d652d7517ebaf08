import cluster from 'node:cluster';
import { isToWorker, type ToSupervisor, type ToWorker } from './messages.ts';

/** The other workers of this server, by way of the process that started them. */
export interface Peers {
  /** What every worker says to a topic, this one among them. */
  gather(topic: string): Promise<unknown[]>;
  /** What this worker says to it. */
  answer(topic: string, make: () => unknown): void;
}

/** Whether another process started this one as a worker, and has started one before it. */
export const isWorker = cluster.isWorker;
export const isFirst = cluster.worker === undefined || cluster.worker.id === 1;

function tell(message: ToSupervisor): void {
  // Nobody is there any more: this process is about to end, too.
  if (process.connected) process.send?.(message);
}

function onMessage(handle: (message: ToWorker) => void): void {
  if (!isWorker) return;
  process.on('message', (message) => {
    if (isToWorker(message)) handle(message);
  });
}

/** Resolves when another worker has taken the place of this one. Never, for a process that serves alone. */
export function untilRetired(): Promise<void> {
  return new Promise((resolve) => {
    onMessage(({ kind }) => {
      if (kind === 'retire') resolve();
    });
  });
}

/** Lets go of the process that started this one, which otherwise keeps it alive. */
export function leave(): void {
  cluster.worker?.disconnect();
}

/** Undefined for a process that serves alone. */
export function createPeers(): Peers | undefined {
  if (!isWorker) return undefined;
  const topics = new Map<string, () => unknown>();
  const open = new Map<number, (answers: unknown[]) => void>();
  let asked = 0;
  const answerTo = async (topic: string): Promise<unknown> => topics.get(topic)?.();
  onMessage((message) => {
    if (message.kind === 'ask') {
      const { question, topic } = message;
      answerTo(topic).then(
        (answer) => tell({ kind: 'answer', question, answer }),
        () => tell({ kind: 'answer', question, answer: undefined }),
      );
    } else if (message.kind === 'gathered') {
      open.get(message.question)?.(message.answers);
      open.delete(message.question);
    }
  });
  return {
    gather(topic) {
      const question = ++asked;
      return new Promise((resolve) => {
        open.set(question, resolve);
        tell({ kind: 'gather', question, topic });
      });
    },
    answer: (topic, make) => void topics.set(topic, make),
  };
}
