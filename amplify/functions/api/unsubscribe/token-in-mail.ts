import * as z from 'zod';

/** The fields that are used of the event of SES's Lambda action for received mail. */
const received = z.object({
  Records: z.array(
    z.object({ ses: z.object({ mail: z.object({ commonHeaders: z.object({ subject: z.string().optional() }) }) }) }),
  ),
});

/**
 * The tokens of the mails that SES received: a mail program uses the subject of the `mailto:` link. White space comes
 * from folded lines and is removed. Null for an event that is not from SES.
 */
export function tokensInMail(event: unknown): string[] | null {
  const parsed = received.safeParse(event);
  if (!parsed.success) return null;
  return parsed.data.Records.map(({ ses }) => (ses.mail.commonHeaders.subject ?? '').replace(/\s+/g, ''));
}
