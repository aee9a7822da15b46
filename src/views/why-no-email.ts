import type { InvestorProfile } from '../../amplify/domain/profile';
import { dashboardText } from '../text/dashboard';
import { deliveryText } from '../text/delivery';
import { dateLabel } from '../text/moments';

/** Why the next email is not sent, and what to do about it. */
export interface WhyNoEmail {
  title: string;
  advice: string;
}

/** Null when the next email is due as usual. `today` is the investor's local date. */
export function whyNoEmail(profile: InvestorProfile, today: string): WhyNoEmail | null {
  const text = dashboardText.email;
  const { dailyRecommendations, emailStatus, nextDigestAt, pausedUntil } = profile;
  if (emailStatus !== 'active') return deliveryText.stoppedEmail[emailStatus];
  if (!dailyRecommendations) return { title: text.off, advice: text.offAdvice };
  if (pausedUntil && pausedUntil > today) {
    return { title: text.paused(dateLabel(pausedUntil, null)), advice: text.pausedAdvice };
  }
  if (!nextDigestAt) return { title: text.none, advice: text.noneAdvice };
  return null;
}
