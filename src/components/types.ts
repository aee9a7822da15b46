/**
 * The design system. Components take props and emit events; none knows a store or the API. Colours, sizes and shadows
 * come from src/styles/tokens.css, words from src/text.
 *
 * Actions
 * - AppButton      variant primary|secondary|ghost|danger, size sm|md|lg, icon, loading, disabled, block, to (route) or
 *                  href; slot: label. `label` makes it an icon-only button with that accessible name.
 * - AppMenu        items: MenuItem[], label; slot `trigger` (one button). Emits nothing: items carry `run` or `to`.
 *
 * Forms (each takes id and descriptions from the AppField around it; v-model)
 * - AppField       label, hint, error, optional; slot: one control. `group` makes it a fieldset for several controls.
 * - AppInput       v-model string, type, placeholder, icon, prefix, suffix, clearable (emits clear), inputmode.
 * - AppTextArea    v-model string, rows, maxlength.
 * - AppSelect      v-model string, options: Option[], placeholder. Native, so that phones show their own picker.
 * - AppMultiSelect v-model string[], options: Option[], placeholder, loading; a searchable list with chips.
 *                  `filter="none"` + @search for options that come from elsewhere.
 * - AppCheckbox    v-model boolean; slot: label; hint, count.
 * - AppSwitch      v-model boolean; slot: label; hint.
 * - SegmentedControl v-model string, options: Option[], label. A few exclusive choices side by side.
 * - AppChip        label, removable (emits remove), selected; `toggle` makes it a button (emits toggle).
 *
 * Structure
 * - PageHeader     title (the page's one h1), description; slots: actions, before.
 * - AppPanel       title, description, flush; slots: default, actions, footer. A titled region.
 * - AppTable       caption (for screen readers), busy; slots: head (a row of th), default (rows).
 * - AppDialog      v-model:open, title, description, size sm|md|lg; slots: default, footer.
 * - AppPopover     label; slots: trigger (one button), default.
 * - AppTooltip     text; slot: one focusable element.
 * - AppTabs        v-model string, tabs: Option[], label; slot named like the tab's value.
 *
 * States
 * - EmptyState     title, advice, icon; slot actions.
 * - ErrorState     title, advice, busy; emits retry.
 * - SkeletonRows   rows, kind row|card|text.
 * - AppNotice      tone, title; slots: default, actions. A banner in the page.
 * - AppSpinner     size, label.
 * - ToastHost      once, in the shell; show with `useToasts().show({ title, action: { label, run } })`.
 *
 * Domain
 * - AppBadge       tone, icon; slot. StageBadge stage. ScoreBadge score, size. MoneyText amount (USD or null).
 * - StartupMark    name, size: the coloured initial that stands for a logo.
 * - ReasonList     reasons: MatchReason[], limit, points.
 * - NearMissList   nearMisses: NearMiss[]; slot `action`.
 * - MatchCard      match: DigestMatch, status: BookmarkStatus | null, busy; emits save, pass, undo.
 * - MomentText     instant, timeZone, relative.
 * - ExternalLink   href (shown as text unless http or https), label.
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
