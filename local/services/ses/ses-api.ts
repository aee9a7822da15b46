import type { AwsApi, AwsRequest, AwsResponse, Runtime } from '../../runtime';
import { AwsFault } from '../json-protocol';
import { peekHeader } from './message';
import { isNamed } from './sending-config';
import { configurationSetArn, identityArn } from './ses-names';
import { plainAddress } from './ses-events';
import { readMembers, readParameters, xmlAnswer, xmlError, type Xml } from './query-protocol';
import { composeMessage, type Sending, type SendRequest } from './sending';
import type { SendingQuota } from './sending-quota';
import {
  answerSuppression,
  isSuppressionRequest,
  json,
  suppressionAction,
  type SuppressionList,
} from './suppression-list';

/** The SES API: version 1 for sending, and the suppression list of version 2. */
export function createSesApi(parts: {
  sending: Sending;
  suppressed: SuppressionList;
  quota: SendingQuota;
  clock: Runtime['clock'];
  now: () => number;
}): AwsApi {
  const { sending, suppressed, quota, clock, now } = parts;

  const operations: Record<string, (parameters: URLSearchParams, caller: string) => Xml | Promise<Xml>> = {
    async SendRawEmail(parameters, caller) {
      const raw = readRaw(parameters);
      if (!raw.length) throw new AwsFault('InvalidParameterValue', 'Missing required RawMessage.Data.');
      const source = parameters.get('Source');
      const destinations = readMembers(parameters, 'Destinations');
      return send({ ...settings(parameters), raw, source, destinations, operation: 'SendRawEmail', caller });
    },

    async SendEmail(parameters, caller) {
      const source = parameters.get('Source');
      if (!source)
        throw new AwsFault(
          'ValidationError',
          'Value null at source failed to satisfy constraint: Member must not be null',
        );
      const [to, cc, bcc] = ['To', 'Cc', 'Bcc'].map((kind) => readMembers(parameters, `Destination.${kind}Addresses`));
      const raw = await composeMessage({
        from: source,
        to: to!,
        cc: cc!,
        bcc: bcc!,
        replyTo: readMembers(parameters, 'ReplyToAddresses'),
        subject: parameters.get('Message.Subject.Data') ?? '',
        text: parameters.get('Message.Body.Text.Data'),
        html: parameters.get('Message.Body.Html.Data'),
      });
      const destinations = [...to!, ...cc!, ...bcc!];
      return send({ ...settings(parameters), raw, source, destinations, operation: 'SendEmail', caller });
    },

    GetSendQuota: () => ({
      Max24HourSend: quota.settings.max24HourSend.toFixed(1),
      MaxSendRate: quota.settings.maxSendRate.toFixed(1),
      SentLast24Hours: quota.sentLast24Hours(now()).toFixed(1),
    }),

    ListIdentities: () => ({ Identities: sending.identities.map(({ name }) => name) }),

    GetIdentityVerificationAttributes: (parameters) => ({
      VerificationAttributes: new Map<string, Xml>(
        readMembers(parameters, 'Identities')
          .flatMap((name) => sending.identities.find((identity) => isNamed(identity, name)) ?? [])
          .map(({ name, verified }) => [name, { VerificationStatus: verified ? 'Success' : 'Pending' }]),
      ),
    }),

    VerifyEmailIdentity: () => {
      throw new AwsFault(
        'ValidationError',
        'Identities of the local runner are those of the template (AWS::SES::EmailIdentity).',
      );
    },
  };

  async function send(request: SendRequest): Promise<Xml> {
    return { MessageId: (await sending.send(request)).id };
  }

  async function answer(request: AwsRequest): Promise<AwsResponse> {
    const parameters = readParameters(request);
    const action = parameters.get('Action') ?? '';
    const run = Object.hasOwn(operations, action) ? operations[action] : undefined;
    if (!run) throw new AwsFault('InvalidAction', `The local runner does not serve ses:${action || request.path}.`);
    return xmlAnswer(action, await run(parameters, request.principal.arn));
  }

  return {
    service: 'ses',
    authorize(request) {
      if (isSuppressionRequest(request)) return [{ action: suppressionAction(request), resources: ['*'] }];
      const parameters = readParameters(request);
      const action = `ses:${parameters.get('Action') ?? request.path}`;
      if (!/^ses:Send(Raw)?Email$/.test(action)) return [{ action, resources: ['*'] }];
      return [sendingPermission(action, parameters, sending)];
    },
    async handle(request) {
      const version2 = request.path.startsWith('/v2/');
      try {
        return isSuppressionRequest(request)
          ? answerSuppression(suppressed, request, clock.now())
          : await answer(request);
      } catch (error) {
        if (!(error instanceof AwsFault)) throw error;
        if (!version2) return xmlError(error.status, error.code, error.message);
        const refused = json({ message: error.message }, error.status);
        refused.headers!['x-amzn-errortype'] = error.code;
        return refused;
      }
    },
    error: xmlError,
  };
}

/**
 * Sending needs permission for the sender's identity and for the named configuration set, and where a recipient is an
 * identity, for that one too. The sender is a condition key.
 */
function sendingPermission(action: string, parameters: URLSearchParams, sending: Sending) {
  const raw = readRaw(parameters);
  const from = plainAddress(parameters.get('Source') ?? peekHeader(raw, 'from') ?? '');
  const resources = [identityArn(sending.identityOf(from)?.name ?? from)];
  for (const recipient of recipientsOf(parameters, raw)) {
    const identity = sending.identityOf(recipient);
    if (identity) resources.push(identityArn(identity.name));
  }
  const set = parameters.get('ConfigurationSetName') ?? peekHeader(raw, 'x-ses-configuration-set');
  if (set) resources.push(configurationSetArn(set));
  return { action, resources: [...new Set(resources)], context: { 'ses:FromAddress': from } };
}

/** The envelope's recipients; a raw message without them goes to those of its headers. */
function recipientsOf(parameters: URLSearchParams, raw: Buffer): string[] {
  const members = ['Destinations', ...['To', 'Cc', 'Bcc'].map((kind) => `Destination.${kind}Addresses`)];
  const listed = members.flatMap((name) => readMembers(parameters, name));
  const headers = ['to', 'cc', 'bcc'].flatMap((name) => (peekHeader(raw, name) ?? '').split(','));
  return (listed.length ? listed : headers).map((address) => plainAddress(address.trim())).filter(Boolean);
}

function settings(parameters: URLSearchParams) {
  const tags: [string, string][] = [];
  for (let i = 1; parameters.has(`Tags.member.${i}.Name`); i++)
    tags.push([parameters.get(`Tags.member.${i}.Name`)!, parameters.get(`Tags.member.${i}.Value`) ?? '']);
  for (const [name, value] of tags)
    if (!/^[\w.@-]{1,256}$/.test(name) || !/^[\w.@-]{1,256}$/.test(value))
      throw new AwsFault(
        'InvalidParameterValue',
        `Invalid tag <${name}>: tags hold 1 to 256 letters, digits, and _-.@`,
      );
  return { configurationSet: parameters.get('ConfigurationSetName'), tags };
}

const readRaw = (parameters: URLSearchParams) => Buffer.from(parameters.get('RawMessage.Data') ?? '', 'base64');
