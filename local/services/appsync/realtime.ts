import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { GraphQLSchema } from 'graphql';
import { WebSocketServer, type WebSocket } from 'ws';
import { authorize, RequestRefused, type ApiAuthorization } from './authorize';
import { readRequest, requestContext, type OnMutation } from './graphql-api';
import type { Identity } from './identity';
import { startSubscription, type Subscription } from './subscriptions';

const KEEP_ALIVE_MS = 60_000;
/** The client reconnects after this time without a message. */
const CONNECTION_TIMEOUT_MS = 300_000;
/** AppSync's limit for a message in either direction. */
const MOST_BYTES = 245_760;
const MOST_SUBSCRIPTIONS = 200;

interface Message {
  id?: string;
  type?: string;
  payload?: { data?: string; extensions?: { authorization?: Record<string, string> } };
}

export interface Realtime {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  publish: OnMutation;
  stop(): Promise<void>;
}

const lowerCased = (headers: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));

/**
 * The headers of a connection. Browsers can't set headers of a WebSocket, so they are in the subprotocol
 * `header-<base64url>` or in the query parameter `header=<base64>`.
 */
function connectionHeaders({ headers, url }: IncomingMessage): Record<string, string> {
  const protocols = String(headers['sec-websocket-protocol'] ?? '').split(/\s*,\s*/);
  const encoded =
    protocols.find((name) => name.startsWith('header-'))?.slice('header-'.length) ??
    new URL(url ?? '/', 'http://localhost').searchParams.get('header');
  try {
    return lowerCased(JSON.parse(Buffer.from(encoded ?? '', 'base64url').toString()));
  } catch {
    return {};
  }
}

/**
 * AppSync's real-time protocol.
 * https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html
 */
export function createRealtime(
  schema: GraphQLSchema,
  sources: ReadonlyMap<string, readonly string[]>,
  authorization: ApiAuthorization,
): Realtime {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MOST_BYTES,
    handleProtocols: (protocols) => (protocols.has('graphql-ws') ? 'graphql-ws' : false),
  });
  const connections = new Map<WebSocket, Map<string, Subscription>>();

  server.on('connection', (socket, request) => {
    const subscriptions = new Map<string, Subscription>();
    const sourceIp = request.socket.remoteAddress ?? '127.0.0.1';
    let admitted: Promise<Identity> | null = null;
    const send = (message: object) => {
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
    };
    const refuse = (type: string, error: unknown, id?: string) => {
      const { errorType, message, status } =
        error instanceof RequestRefused ? error : new RequestRefused(500, 'InternalFailure', 'Internal failure');
      send({ ...(id ? { id } : {}), type, payload: { errors: [{ errorType, message, errorCode: status }] } });
    };
    const keepAlive = setInterval(() => send({ type: 'ka' }), KEEP_ALIVE_MS);
    connections.set(socket, subscriptions);
    socket.on('close', () => {
      clearInterval(keepAlive);
      connections.delete(socket);
    });
    socket.on('error', () => socket.terminate());

    async function connect(): Promise<void> {
      try {
        admitted = authorize(connectionHeaders(request), sourceIp, authorization);
        await admitted;
        send({ type: 'connection_ack', payload: { connectionTimeoutMs: CONNECTION_TIMEOUT_MS } });
        send({ type: 'ka' });
      } catch (error) {
        refuse('connection_error', error);
        socket.close(1008);
      }
    }

    async function start(id: string, payload: Message['payload']): Promise<void> {
      try {
        if (!admitted) throw new RequestRefused(400, 'BadRequestException', 'Send connection_init first.');
        await admitted;
        if (subscriptions.size >= MOST_SUBSCRIPTIONS)
          throw new RequestRefused(400, 'MaxSubscriptionsReachedError', 'Max number of 200 subscriptions reached');
        if (subscriptions.has(id))
          throw new RequestRefused(400, 'DuplicatedOperationError', 'Duplicated subscription id');
        const headers = lowerCased(payload?.extensions?.authorization ?? {});
        const identity = await authorize(headers, sourceIp, authorization);
        const graphql = readRequest(parse(payload?.data));
        const started = await startSubscription(schema, sources, graphql, requestContext(identity, headers));
        if ('errors' in started) return send({ id, type: 'error', payload: started });
        if (!connections.has(socket)) return;
        subscriptions.set(id, started);
        send({ id, type: 'start_ack' });
      } catch (error) {
        refuse('error', error, id);
      }
    }

    socket.on('message', (data) => {
      const message = parse(String(data)) as Message | null;
      const id = String(message?.id ?? '');
      if (message?.type === 'connection_init') void connect();
      else if (message?.type === 'start') void start(id, message.payload);
      else if (message?.type === 'stop') {
        subscriptions.delete(id);
        send({ id, type: 'complete' });
      } else refuse('error', new RequestRefused(400, 'UnsupportedOperation', 'Unknown message type'), id);
    });
  });

  return {
    upgrade(request, socket, head) {
      server.handleUpgrade(request, socket, head, (connection) => server.emit('connection', connection, request));
    },
    publish(mutation, result) {
      for (const [socket, subscriptions] of connections)
        for (const [id, { mutations, message }] of subscriptions) {
          const payload = mutations.includes(mutation) ? message(result) : null;
          if (!payload) continue;
          const text = JSON.stringify({ id, type: 'data', payload });
          if (Buffer.byteLength(text) <= MOST_BYTES) socket.send(text);
        }
    },
    async stop() {
      for (const socket of connections.keys()) socket.terminate();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
