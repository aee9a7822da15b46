export const landingText = {
  eyebrow: 'For investors who look at many companies',
  title: 'The right startups, every morning.',
  lead: 'Say once what you invest in. Firstlight ranks every startup it knows against it and brings you the best few, each with its reasons, at your own hour.',
  signUp: 'Create a free account',
  openApp: 'Open your dashboard',
  signIn: 'I have an account',
  promise: 'No startup twice. No email at the wrong hour. One click stops it.',
  sampleLabel: 'A sample email',
  sampleSubject: '3 new matches: PowerHouse dynamics, Essess, Inc and 1 more',
  sampleTime: '08:00',
  sampleFor:
    'For an investor in biotech and clean technology, Series\u00a0A, California and Massachusetts, USD\u00a01M\u00a0to\u00a010M',
  howTitle: 'How it works',
  steps: [
    {
      title: 'Say what you look for',
      text: 'Industries, stages, places, ticket size. Each one a must or a nice-to-have. Two minutes, and you see at once what it would bring.',
    },
    {
      title: 'Read a short email',
      text: 'At most ten startups a day, at the minute you chose in your own time zone. On no match, no email, and the app says what would have fit.',
    },
    {
      title: 'Save or pass',
      text: 'Every decision teaches the ranking. What you passed on stays away, unless it raises a new round, and then the email says so.',
    },
  ],
  whyTitle: 'Why investors stay',
  reasons: [
    {
      title: 'Reasons, not a black box',
      text: 'The score is a sum, and every term of it is written out: what fits, what is near, what the data does not know.',
    },
    {
      title: 'The whole market, every time',
      text: 'Every listed startup is ranked on every request, in milliseconds. No shortlist that went stale overnight.',
    },
    {
      title: 'Your hour, wherever you are',
      text: 'Your local time to the minute, through daylight saving, on the weekdays you want. Pause it whenever you like.',
    },
  ],
  closing: 'Tomorrow morning is a good time to start.',
};
