import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A wire to another port that can be cut, joined again, slowed down, held up and led elsewhere. */
export interface TcpProxy {
  port: number;
  cut(): Promise<void>;
  join(): Promise<void>;
  /** Whatever passes from now on takes so long, either way. */
  delay(ms: number): void;
  /** From now on nothing passes, and nobody is told. */
  hold(): void;
  /** What was held up passes, in its order, and everything after it. */
  release(): void;
  /** Connections from now on lead to this port. */
  leadTo(port: number): void;
}

/** How a wire behaves at the moment. */
class Wire {
  #delayMs = 0;
  #held: { promise: Promise<void>; resolve: () => void } | undefined;

  delay(ms: number): void {
    this.#delayMs = ms;
  }

  hold(): void {
    this.#held ??= Promise.withResolvers();
  }

  release(): void {
    this.#held?.resolve();
    this.#held = undefined;
  }

  carry(from: Socket, to: Socket): void {
    let before = Promise.resolve();
    from.on('data', (chunk: Buffer) => {
      before = before.then(async () => {
        await this.#held?.promise;
        if (this.#delayMs > 0) await sleep(this.#delayMs);
        if (!to.destroyed) to.write(chunk);
      });
    });
    from.on('end', () => {
      before = before.then(() => void to.end());
    });
  }
}

export async function startTcpProxy(targetPort: number): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  const wire = new Wire();
  let target = targetPort;
  let server: Server;
  const listen = async (port: number): Promise<number> => {
    server = createServer({ allowHalfOpen: true }, (inbound) => {
      const outbound = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true });
      for (const [socket, other] of [
        [inbound, outbound],
        [outbound, inbound],
      ] as const) {
        sockets.add(socket);
        socket.on('error', () => other.destroy());
        socket.on('close', () => {
          sockets.delete(socket);
          other.destroy();
        });
        wire.carry(socket, other);
      }
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('No port');
    return address.port;
  };
  const port = await listen(0);
  return {
    port,
    async cut() {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    join: async () => void (await listen(port)),
    delay: (ms) => wire.delay(ms),
    hold: () => wire.hold(),
    release: () => wire.release(),
    leadTo(other) {
      target = other;
    },
  };
}
