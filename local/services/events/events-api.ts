import { randomUUID } from 'node:crypto';
import { ACCOUNT, REGION, type AwsApi, type Runtime } from '../../runtime';
import { AwsFault, jsonAnswer, jsonBody, jsonError, targetOperation } from '../json-protocol';
import { busEvent, type EventBus } from './event-bus';

const PREFIX = 'AWSEvents';
const CONTENT_TYPE = 'application/x-amz-json-1.1';
const MOST_ENTRIES = 10;
const MOST_BYTES = 262_144;

/** EventBridge's API for putting events on the default bus. */
export function createEventsApi(bus: EventBus, clock: Runtime['clock']): AwsApi {
  function put(entry: Record<string, unknown>): object {
    const { Source, DetailType, Detail, Resources, Time, EventBusName } = entry;
    const refuse = (ErrorCode: string, ErrorMessage: string) => ({ ErrorCode, ErrorMessage });
    if (typeof Source !== 'string' || typeof DetailType !== 'string' || typeof Detail !== 'string')
      return refuse('InvalidArgument', 'Parameter Source, DetailType and Detail are needed. Reason: Not provided.');
    if (Source.startsWith('aws.')) return refuse('NotAuthorizedForSourceException', 'Not authorized for the source.');
    if (EventBusName && !/(^|\/)default$/.test(String(EventBusName)))
      return refuse('ResourceNotFoundException', `Event bus ${String(EventBusName)} does not exist.`);
    let detail: unknown;
    try {
      detail = JSON.parse(Detail);
    } catch {
      return refuse('MalformedDetail', 'Detail is malformed.');
    }
    const at = typeof Time === 'number' ? new Date(Time * 1000) : clock.now();
    const resources = Array.isArray(Resources) ? Resources.map(String) : [];
    const event = busEvent({ source: Source, 'detail-type': DetailType, detail, resources, at });
    bus.put(event);
    return { EventId: event.id };
  }

  return {
    service: 'events',
    authorize: (request) => [
      {
        action: `events:${targetOperation(request, PREFIX)}`,
        resources: [`arn:aws:events:${REGION}:${ACCOUNT}:event-bus/default`],
      },
    ],
    async handle(request) {
      try {
        const operation = targetOperation(request, PREFIX);
        if (operation !== 'PutEvents')
          throw new AwsFault('UnknownOperationException', `The local runner does not serve events:${operation}.`);
        const { Entries } = jsonBody(request);
        if (!Array.isArray(Entries) || !Entries.length || Entries.length > MOST_ENTRIES)
          throw new AwsFault('ValidationException', `Entries must hold 1 to ${MOST_ENTRIES} events.`);
        if (request.body.length > MOST_BYTES)
          throw new AwsFault('ValidationException', 'Total size of the entries in the request is over the limit.');
        const entries: Record<string, string>[] = Entries.map(
          (entry: Record<string, unknown> | null) => put(entry ?? {}) as Record<string, string>,
        );
        const failed = entries.filter(({ ErrorCode }) => ErrorCode).length;
        return jsonAnswer(200, { FailedEntryCount: failed, Entries: entries, RequestId: randomUUID() }, CONTENT_TYPE);
      } catch (error) {
        if (error instanceof AwsFault) return this.error(error.status, error.code, error.message);
        throw error;
      }
    },
    error: (status, code, message) => jsonError(status, code, message, CONTENT_TYPE),
  };
}
