export const landingText = {
  eyebrow: 'For investors who look at many companies',
  title: 'The right startups, every morning.',
  lead: 'Tell us once what you invest in. Firstlight ranks every startup in its catalog for you and emails you the best few, with reasons, at the time you choose.',
  signUp: 'Create a free account',
  openApp: 'Open your dashboard',
  signIn: 'I have an account',
  promise: 'No repeats. No email at the wrong hour. One click to unsubscribe.',
  sampleLabel: 'A sample email',
  sampleSubject: '3 new matches: PowerHouse dynamics, Essess, Inc and 1 more',
  sampleTime: '08:00',
  sampleFor:
    'For an investor in biotech and clean technology, Series\u00a0A, California and Massachusetts, USD\u00a01M\u00a0to\u00a010M',
  howTitle: 'How it works',
  steps: [
    {
      title: 'Tell us what you look for',
      text: 'Industries, stages, locations and ticket size, each a must-have or a nice-to-have. It takes two minutes, and you see right away which startups fit.',
    },
    {
      title: 'Read a short email',
      text: 'At most ten startups a day, at the minute you choose in your own time zone. Without new matches there is no email, and the app shows which small change would bring some.',
    },
    {
      title: 'Save or pass',
      text: 'Your ranking learns from every decision. A startup you passed on comes back only when it raises a new round, and the email says so.',
    },
  ],
  whyTitle: 'Why investors stay',
  reasons: [
    {
      title: 'Reasons, not a black box',
      text: 'The score is a sum, and every term is spelled out: what fits, what comes close and what is unknown.',
    },
    {
      title: 'The whole market, every time',
      text: 'Every listed startup is ranked on every request, in milliseconds. No shortlist that goes stale overnight.',
    },
    {
      title: 'Your time, wherever you are',
      text: 'Your local time to the minute, through every daylight saving change, on the weekdays you choose. Pause whenever you like.',
    },
  ],
  closing: 'Tomorrow morning is a good time to start.',
};
