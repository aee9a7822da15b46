import * as z from 'zod';

/** Only what is used of the event of SES's Lambda action for received mail. */
const received = z.object({
  Records: z.array(
    z.object({ ses: z.object({ mail: z.object({ commonHeaders: z.object({ subject: z.string().optional() }) }) }) }),
  ),
});

/**
 * The tokens of the mails that SES received: a mail program writes the subject that the `mailto:` link gave it. White
 * space comes from folded lines. Null where the event is none of SES's.
 */
export function tokensInMail(event: unknown): string[] | null {
  const parsed = received.safeParse(event);
  if (!parsed.success) return null;
  return parsed.data.Records.map(({ ses }) => (ses.mail.commonHeaders.subject ?? '').replace(/\s+/g, ''));
}
