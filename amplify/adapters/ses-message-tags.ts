import { z } from 'zod';

/** SES message tags hold [A-Za-z0-9_-] only, so both values travel in base64url. */
export function toMessageTags(tags: { investorId: string; digestKey: string }): { Name: string; Value: string }[] {
  return Object.entries(tags).map(([Name, value]) => ({ Name, Value: Buffer.from(value).toString('base64url') }));
}

const digestTags = z.object({ investorId: z.tuple([z.string()]), digestKey: z.tuple([z.string()]) });

/** Reads the tags of an SES event back; null for an email that is not a digest. */
export function readMessageTags(tags: Record<string, string[]>): { investorId: string; digestKey: string } | null {
  const parsed = digestTags.safeParse(tags);
  if (!parsed.success) return null;
  const decode = (value: string) => Buffer.from(value, 'base64url').toString();
  return { investorId: decode(parsed.data.investorId[0]), digestKey: decode(parsed.data.digestKey[0]) };
}
