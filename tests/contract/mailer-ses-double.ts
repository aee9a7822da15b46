import { SESClient } from '@aws-sdk/client-ses';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A call of SendRawEmail in SES's query protocol. */
interface ReceivedCall {
  raw: Buffer;
  destinations: string[];
  configurationSet: string | null;
  tags: Record<string, string>;
}

export interface SesDouble {
  client: SESClient;
  calls: ReceivedCall[];
  /** Answers to the next calls; by default a message id. */
  answer: (response: ServerResponse) => void;
  close(): Promise<void>;
}

export function accept(messageId: string) {
  return (response: ServerResponse) => {
    response.writeHead(200, { 'content-type': 'text/xml' });
    response.end(
      `<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>${messageId}` +
        '</MessageId></SendRawEmailResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></SendRawEmailResponse>',
    );
  };
}

export function refuse(status: number, code: string, message: string) {
  return (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'text/xml' });
    response.end(
      `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code>` +
        `<Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
    );
  };
}

/**
 * An HTTP server with scripted answers of SES, used with the real SDK client, so that the adapter gets the SDK's
 * errors.
 */
export async function startSesDouble(): Promise<SesDouble> {
  const calls: ReceivedCall[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      calls.push(readCall(new URLSearchParams(Buffer.concat(chunks).toString())));
      double.answer(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const double: SesDouble = {
    client: clientAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    calls,
    answer: accept('message-1'),
    close: () =>
      new Promise((resolve) => {
        double.client.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return double;
}

export function clientAt(endpoint: string, maxAttempts = 1): SESClient {
  return new SESClient({
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts,
  });
}

function readCall(form: URLSearchParams): ReceivedCall {
  const members = (prefix: string) =>
    Array.from({ length: 50 }, (_, i) => form.get(`${prefix}.member.${i + 1}`)).filter((value) => value !== null);
  const tags: Record<string, string> = {};
  for (let i = 1; form.has(`Tags.member.${i}.Name`); i++) {
    tags[form.get(`Tags.member.${i}.Name`)!] = form.get(`Tags.member.${i}.Value`)!;
  }
  return {
    raw: Buffer.from(form.get('RawMessage.Data') ?? '', 'base64'),
    destinations: members('Destinations'),
    configurationSet: form.get('ConfigurationSetName'),
    tags,
  };
}
