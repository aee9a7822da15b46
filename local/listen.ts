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

/** The system has no free port. The message names the server and what to do. */
export class NoPortError extends Error {
  override readonly name = 'NoPortError';
}

/** How many ports from the preferred one on are tried before the system chooses one. */
const NEARBY = 20;
const LAST_PORT = 65_535;
const ANSWERS_WITHIN_MS = 1_000;

/** The port is in use, or reserved by the system (Windows reserves whole ranges). */
const UNAVAILABLE = new Set(['EADDRINUSE', 'EACCES']);

/**
 * Listens on the loopback interface. A busy port is replaced by the next free one, or by any free one when the nearby
 * ports are busy too; a notice says so. Port 0 takes any free port. @throws NoPortError when the system has no free port
 */
export async function listen(server: Server, port: number, name: string, events: EventLog): Promise<Listening> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  if (!(await takeNearby(server, port))) {
    try {
      await open(server, 0);
    } catch (cause) {
      const message = `No free port for the ${name}: ${(cause as Error).message}. Stop a program that listens, and start again.`;
      throw new NoPortError(message, { cause });
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

async function takeNearby(server: Server, preferred: number): Promise<boolean> {
  if (preferred === 0) return false;
  for (let port = preferred; port < preferred + NEARBY && port <= LAST_PORT; port++) {
    if (await isAnswered(port)) continue;
    try {
      await open(server, port);
      return true;
    } catch (error) {
      if (!UNAVAILABLE.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
  }
  return false;
}

function open(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const listening = () => {
      server.off('error', failed);
      resolve();
    };
    const failed = (error: Error) => {
      server.off('listening', listening);
      reject(error);
    };
    server.once('listening', listening).once('error', failed).listen(port, '127.0.0.1');
  });
}

/**
 * Whether another program answers on localhost. A browser tries ::1 first. On some systems the loopback address can be
 * bound although another server listens on all addresses.
 */
async function isAnswered(port: number): Promise<boolean> {
  const answers = await Promise.all(['::1', '127.0.0.1'].map((host) => connects(host, port)));
  return answers.includes(true);
}

function connects(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: ANSWERS_WITHIN_MS });
    const answer = (taken: boolean) => {
      socket.destroy();
      resolve(taken);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
    socket.once('timeout', () => answer(false));
  });
}
