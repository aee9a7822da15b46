/**
 * The design system. Components take props and emit events; none knows a store or the API. Colours, sizes and shadows
 * come from src/styles/tokens.css, words from src/text.
 *
 * Actions
 * - AppButton      variant primary|secondary|ghost|danger, size sm|md|lg, icon, loading, disabled, block, to (route) or
 *                  href; slot: label. `label` makes it an icon-only button with that accessible name.
 * - AppMenu        items: MenuItem[] that carry `run`, align, side; slots: trigger (one button), header.
 *
 * Forms (each takes id and descriptions from the AppField around it; v-model)
 * - AppField       label, hint, error, optional; slot: one control. `group` makes it a fieldset for several controls.
 * - AppInput       v-model string, type, icon, prefix, suffix, clearable (emits clear); further attributes go to input.
 * - AppTextArea    v-model string, rows.
 * - AppSelect      v-model string, options: Option[], placeholder. Native, so that phones show their own picker.
 * - AppMultiSelect v-model string[], options: Option[], placeholder, loading; a searchable list with chips.
 *                  `filter="none"` and @search for options that come from elsewhere.
 * - AppCheckbox    v-model boolean; slot: label; hint, count, indeterminate.
 * - AppSwitch      v-model boolean; slot: label; hint.
 * - SegmentedControl v-model string, options: Option[], label. A few exclusive choices side by side.
 * - AppChip        label, removable (emits remove); `toggle` makes it a button with `selected` (emits toggle).
 *
 * Structure
 * - PageHeader     title (the page's one h1), description; slots: actions, before.
 * - AppPanel       title, description, flush; slots: default, actions, footer. A titled region.
 * - AppTable       caption (for screen readers), busy; slots: head (a row of th), default (rows).
 * - AppDialog      v-model:open, title, description, size sm|md|lg; slots: default, footer.
 * - AppTabs        v-model string, tabs: Option[], label; slot named like the tab's value.
 *
 * States
 * - EmptyState     title, advice, icon, level; slots: default, actions.
 * - ErrorState     title, advice, busy; emits retry.
 * - SkeletonRows   rows, kind row|card|text, label.
 * - AppNotice      tone, title, icon; slots: default, actions. A banner in the page.
 * - AppSpinner     size, label.
 * - ToastHost      once, in the shell; show with `useToasts().show({ title, action: { label, run } })`.
 *
 * Domain
 * - AppBadge       tone, icon; slot. StageBadge stage. ScoreBadge score, size. MoneyText amount (USD or null).
 * - StartupMark    name, size: the coloured initial that stands for a logo. StartupFacts: stage, industry, place, amount.
 * - ReasonList     reasons: MatchReason[], points. NearMissList nearMisses: NearMiss[]; slot action.
 * - MatchSummary   match: DigestMatch, level, linked, folded; slot below. MatchRow: the same on one line (emits save).
 * - MatchCard      match: DigestMatch, status, passReason, busy; emits save, pass, reason, undo.
 * - MomentText     instant, timeZone (IANA, null while unknown), relative. ExternalLink href (text unless http or https), label.
 */

export interface Option {
  value: string;
  label: string;
  /** A second line or right-hand note. */
  hint?: string;
  /** How many results it has. */
  count?: number;
  /** Depth in a tree of options, 0 at the root. */
  depth?: number;
  disabled?: boolean;
}

export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger' | 'info';
