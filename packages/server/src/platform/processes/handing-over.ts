import type { Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';

/** What Node's cluster sends to a worker with a connection, and what the worker answers. */
interface HandingOver {
  act?: unknown;
  seq?: unknown;
  ack?: unknown;
}

const isHandingOver = (message: unknown): message is HandingOver =>
  typeof message === 'object' && message !== null && 'cmd' in message && message.cmd === 'NODE_CLUSTER';

/**
 * Node forgets a connection that it has handed to a worker which is killed before it says that it took it (Node 24,
 * lib/internal/cluster/round_robin_handle.js): whoever connected waits for ever. Here the answer of such a worker is that it
 * did not, upon which Node hands the connection to another one. A worker answers before it reads, so nothing is done twice.
 * With a connection under way Node does not say either that the worker is disconnected, and goes on counting with it.
 */
export function handOnWhatIsNotTaken(worker: Worker): void {
  const underWay = new Set<unknown>();
  const { process } = worker;
  process.send = new Proxy(process.send, {
    apply(send, self, args: unknown[]) {
      const [message] = args;
      if (isHandingOver(message) && message.act === 'newconn') underWay.add(message.seq);
      return Reflect.apply(send, self, args) as boolean;
    },
  });
  process.on('internalMessage', (message: unknown) => {
    if (isHandingOver(message)) underWay.delete(message.ack);
  });
  const handOn = (): void => {
    for (const ack of [...underWay])
      process.emit('internalMessage', { cmd: 'NODE_CLUSTER', ack, accepted: false });
  };
  process.once('disconnect', handOn);
  process.once('exit', () => {
    if (underWay.size > 0) void untilDisconnected(worker).then(() => process.emit('disconnect'));
  });
}

/** Resolves when everything has been read that a worker that is gone still said. */
async function untilDisconnected({ process }: Worker): Promise<void> {
  while (process.connected) await sleep(5);
}
