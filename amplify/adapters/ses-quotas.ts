import { GetSendQuotaCommand, type SESClient } from '@aws-sdk/client-ses';
import type { SendQuotas } from '../domain/ports';

/** Reads the account's sending quota from SES. */
export function createSesQuotas({ client }: { client: Pick<SESClient, 'send'> }): SendQuotas {
  return {
    async read() {
      const {
        MaxSendRate = 1,
        Max24HourSend = 0,
        SentLast24Hours = 0,
      } = await client.send(new GetSendQuotaCommand({}));
      return {
        perSecond: MaxSendRate,
        // -1: there is no limit.
        perDay: Max24HourSend === -1 ? Infinity : Max24HourSend,
        sentToday: SentLast24Hours,
      };
    },
  };
}
