import type { Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { EventLog } from './runtime';

export interface Listening {
  port: number;
  /** http://127.0.0.1:port */
  url: string;
  /** Closes the server and every connection it still has. */
  stop(): Promise<void>;
}

/**
 * Listens on the loopback interface. A busy port is replaced by the next free one, with a notice; port 0 takes any.
 * @throws when twenty ports in a row are busy
 */
export async function listen(server: Server, port: number, name: string, events: EventLog): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const tries = port === 0 ? 1 : 20;
  for (let attempt = 0; ; attempt++) {
    try {
      if (port !== 0 && (await isTakenOnIpv6(port + attempt))) throw busy();
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port + attempt, '127.0.0.1', () => {
          server.off('error', reject);
          resolve();
        });
      });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE' || attempt + 1 >= tries) throw error;
    }
  }
  const taken = (server.address() as AddressInfo).port;
  if (port !== 0 && taken !== port) {
    events.append({ kind: 'notice', level: 'info', message: `Port ${port} is busy, the ${name} takes ${taken}.` });
  }
  return {
    port: taken,
    url: `http://127.0.0.1:${taken}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** A browser asks for localhost at ::1 first: what answers there would be shown in our place. */
function isTakenOnIpv6(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '::1', port });
    const answer = (taken: boolean) => {
      socket.destroy();
      resolve(taken);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}

const busy = () => Object.assign(new Error('The port is taken on ::1'), { code: 'EADDRINUSE' });
