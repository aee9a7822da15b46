/**
 * `hard`: the address accepts no email, now or later. `soft`: this email bounced, the next may arrive. `none`: no email
 * bounced.
 */
export type BounceVerdict = 'hard' | 'soft' | 'none';

/** A bounce as SES reports it: its own label, and the answer of the receiving server for one recipient. */
export interface ReportedBounce {
  /** Permanent, Transient or Undetermined. */
  type: string;
  subType?: string | undefined;
  /** `failed` for a recipient who did not receive the email. Absent in an automatic reply. */
  action?: string | undefined;
  /** Enhanced status code, RFC 3463. */
  status?: string | undefined;
  diagnosticCode?: string | undefined;
}

/** The address is on one of the account's own lists, so SES sent nothing and no server refused it. */
const NOT_TRIED = new Set(['OnAccountSuppressionList', 'UnsubscribedRecipient']);

/**
 * Permanent codes about the address itself (RFC 3463, RFC 7505): no such mailbox, no such domain, bad syntax, moved
 * away, no mail server, mailbox disabled, no route. Other codes of class 5 concern the message or the sender.
 */
const NO_SUCH_ADDRESS = new Set(['5.1.1', '5.1.2', '5.1.3', '5.1.6', '5.1.10', '5.2.1', '5.4.4']);

/** A full mailbox. Servers may report it as permanent (552 5.2.2), although it can be emptied. */
const MAILBOX_FULL = /^[45]\.2\.2$/;

const ENHANCED_CODE = /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]*\d)/;
const REPLY_CODE = /^(?:smtp;\s*)?([245])\d\d(?!\d)/i;
/** Codes that mean only that the failure is permanent. The text may have the cause. */
const VAGUE = new Set(['5.0.0', '5.1.0', '5.5.0']);
const SAYS_UNKNOWN =
  /\b(?:user|recipient|mailbox|address|account) (?:is )?(?:unknown|unavailable|not found|does(?: not|n['’]t) exist)|\b(?:no such|unknown|invalid|nonexistent) (?:user|recipient|mailbox|address|account)/i;
/** A refusal of the sender or the message. Its text can also name an unknown address: the sender's. */
const BLAMES_SENDER = /\b(?:sender|from|spam|policy|blocked|blacklist|reputation)\b/i;

/**
 * The receiving server's code decides where it is clear. Otherwise SES's label decides, which SES derives from the code,
 * sometimes wrongly. An address on a suppression list of SES is `hard`, because SES does not deliver to it.
 */
export function bounceVerdict(bounce: ReportedBounce): BounceVerdict {
  if (bounce.type === 'Permanent' && (bounce.subType === 'Suppressed' || NOT_TRIED.has(bounce.subType ?? ''))) {
    return 'hard';
  }
  if (bounce.action !== undefined && bounce.action !== 'failed') return 'none';
  const said = verdictOfServer(bounce);
  if (said !== null) return said;
  if (bounce.type === 'Permanent') return 'hard';
  // SES reports an out-of-office reply as a bounce in which no recipient failed.
  return bounce.action === 'failed' ? 'soft' : 'none';
}

/** Whether SES counts it in the account's bounce rate, or should by its code. SES does not count emails it did not try to send. */
export function isCountedBounce({ type, subType }: ReportedBounce, verdict: BounceVerdict): boolean {
  return (type === 'Permanent' || verdict === 'hard') && !NOT_TRIED.has(subType ?? '');
}

/** The diagnostic text comes from the server itself, the status from a notice about it, so the text has priority. */
function verdictOfServer({ status = '', diagnosticCode = '' }: ReportedBounce): 'hard' | 'soft' | null {
  const code = ENHANCED_CODE.exec(diagnosticCode)?.[1] ?? ENHANCED_CODE.exec(status)?.[1];
  if (code !== undefined) {
    if (NO_SUCH_ADDRESS.has(code)) return 'hard';
    if (code.startsWith('4') || MAILBOX_FULL.test(code)) return 'soft';
    if (!VAGUE.has(code)) return null;
  }
  const reply = REPLY_CODE.exec(diagnosticCode)?.[1];
  if (code === undefined && reply === '4') return 'soft';
  const isRefused = code !== undefined || reply === '5';
  return isRefused && SAYS_UNKNOWN.test(diagnosticCode) && !BLAMES_SENDER.test(diagnosticCode) ? 'hard' : null;
}
