import { countLabel } from './moments';
import type { Weekday } from '../../amplify/domain/preferences';

export const WEEKDAY_LABELS: Record<Weekday, { short: string; long: string }> = {
  mon: { short: 'Mon', long: 'Monday' },
  tue: { short: 'Tue', long: 'Tuesday' },
  wed: { short: 'Wed', long: 'Wednesday' },
  thu: { short: 'Thu', long: 'Thursday' },
  fri: { short: 'Fri', long: 'Friday' },
  sat: { short: 'Sat', long: 'Saturday' },
  sun: { short: 'Sun', long: 'Sunday' },
};

export const preferencesText = {
  title: 'Preferences',
  description: 'Say once what you invest in. What you leave empty means any.',
  what: { title: 'What you look for', description: 'Each of these either weighs in or is a must.' },
  when: {
    title: 'When you hear from us',
    description: 'One email a day at most, and only when there is something new.',
  },
  unlisted: {
    title: 'Industries and places could not be listed',
    advice: 'What you chose before stays, and the rest of the form works. Try again to choose others.',
  },
  industries: 'Industries',
  industriesPlaceholder: 'Any industry',
  stages: 'Stages',
  locations: 'Locations',
  locationsHint: 'A country, region or city. The wider choice includes what is in it.',
  anyLocation: 'Anywhere',
  ticket: 'Ticket size',
  ticketHint: 'The round you want to be part of, e.g. 500k to 2M.',
  minimum: 'Minimum',
  maximum: 'Maximum',
  excluded: 'Never show',
  excludedHint: 'Startups whose name, description or tags contain one of these words. Enter adds a word.',
  excludedPlaceholder: 'e.g. gambling',
  excludedShort: 'Write at least two letters.',
  excludedLong: 'Use at most 60 characters for each word.',
  addWord: 'Add',
  mustLabel: (what: string) => `How much ${what.toLowerCase()} matters`,
  must: 'Must match',
  nice: 'Nice to have',
  daily: 'Daily email',
  dailyHint: 'New matches at your own hour. None on days without any.',
  time: 'Time',
  zone: 'Time zone',
  zoneHint: (now: string) => `It is ${now} there now.`,
  zoneUnknown: 'Choose one from the list, like Europe/Berlin.',
  zoneSearch: 'City, country or time zone',
  zoneNone: 'No time zone of that name. Try a large city nearby, or the country.',
  zoneAsk: (short: string) => `${short} is used in several zones. Which one do you mean?`,
  zoneFromBrowser: (zone: string) => `This device is in ${zone}. Use that`,
  weekdays: 'Days',
  pause: 'Pause until',
  pauseHint: 'Email goes out again from this date on.',
  pausePast: 'Choose a day in the future.',
  next: 'Next email',
  nextAt: (moment: string, zone: string) => `${moment} (${zone})`,
  nextNone: 'No daily email: it is switched off.',
  nextInvalid: 'Correct the schedule to see when.',
  save: 'Save preferences',
  saved: 'Preferences saved',
  discard: 'Discard changes',
  unsaved: 'You have changes that are not saved.',
  upToDate: 'Everything is saved.',
  notYetSaved: 'These are suggestions: save them to get matches.',
  summary: (count: number) => (count === 1 ? 'One thing needs a correction' : `${count} things need a correction`),
  leave: {
    title: 'Leave without saving?',
    description: 'Your changes to the preferences are not saved yet.',
    stay: 'Keep editing',
    go: 'Leave without saving',
    save: 'Save and leave',
  },
  elsewhere: {
    conflictTitle: 'Changed in another place too',
    conflictAdvice: 'Nothing is saved yet. Choose what counts, then save.',
    choose: (what: string) => `${what}: which one counts`,
    mine: (words: string) => `Here: ${words}`,
    theirs: (words: string) => `Saved elsewhere: ${words}`,
    range: (low: string, high: string) =>
      low && high ? `${low} to ${high}` : low ? `from ${low}` : high ? `up to ${high}` : 'any',
    at: (time: string, zone: string) => `${time}, ${zone}`,
    on: 'on',
    off: 'off',
    noPause: 'no pause',
    takenOver: (fields: string) => `Saved elsewhere meanwhile, and shown here now: ${fields}.`,
    ok: 'OK',
    restored: (when: string) => `Your unsaved changes of ${when} are back`,
    restoredAdvice: 'They were kept in this browser. Save them or discard them.',
  },
  first: {
    title: 'Saved. Your first matches are a click away.',
    advice: 'We rank every startup now and send you the best by email too.',
    action: 'Get recommendations',
    later: 'Later',
  },
  nearMiss: {
    apply: 'Apply',
    applyNamed: (what: string) => `Apply and save: ${what}`,
    undoNamed: (what: string) => `Undo: ${what}`,
    accepted: 'Accepted already',
    fromLink: (what: string) => `Filled in: ${what}`,
    fromLinkAdvice: 'It came with the link that you followed. Save to keep it.',
    fromLinkDone: 'Your preferences accept this already.',
    ok: 'OK',
    saved: (what: string) => `Saved: ${what}`,
    undone: (what: string) => `Taken back: ${what}`,
  },
  preview: {
    title: 'What the next email would bring',
    description: 'Updated as you edit, before anything is saved.',
    count: (total: number, shown: string) =>
      total === 0
        ? 'No new startup meets every must'
        : total === 1
          ? '1 new startup fits'
          : `${shown} new startups fit`,
    /** When more fit than an email holds. */
    cut: (shown: number) => `The email brings the best ${shown}, in this order.`,
    /** What fits too, but is not proposed again; null when there is none. */
    known: (sent: number, decided: number) => {
      const parts = [
        sent > 0 ? `${countLabel(sent)} ${sent === 1 ? 'was' : 'were'} sent to you before` : '',
        decided > 0 ? `${countLabel(decided)} ${decided === 1 ? 'is' : 'are'} in your portfolio or passed` : '',
      ].filter(Boolean);
      return parts.length > 0 ? `${parts.join(', ')}: they come again with a new round.` : null;
    },
    best: 'The best of them',
    nearMisses: 'To see more',
    apply: 'Apply',
    applyNamed: (what: string) => `Apply: ${what}`,
    applied: (what: string) => `Applied: ${what}`,
    waiting: 'Correct the marked fields to see a preview.',
    none: 'Take back a must or an excluded word to see some.',
  },
};

/** The form's fields by the name that the schema gives them, as the error summary calls them. */
export const FIELD_LABELS: Record<string, string> = {
  industries: preferencesText.industries,
  fundingStages: preferencesText.stages,
  locations: preferencesText.locations,
  minFunding: `${preferencesText.ticket}, ${preferencesText.minimum.toLowerCase()}`,
  maxFunding: `${preferencesText.ticket}, ${preferencesText.maximum.toLowerCase()}`,
  excludedTerms: preferencesText.excluded,
  mustMatch: preferencesText.must,
  dailyRecommendations: preferencesText.daily,
  preferredTime: preferencesText.time,
  timeZone: preferencesText.zone,
  weekdays: preferencesText.weekdays,
  pausedUntil: preferencesText.pause,
};
