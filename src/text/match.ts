export const matchText = {
  scoreLabel: (score: number) => `Score ${score} of 100`,
  reasons: 'Why this startup',
  unknown: 'Unknown must-haves',
  points: (points: number, most?: number | null) =>
    typeof most === 'number' ? `${points.toFixed(1)} of ${most.toFixed(1)}` : points.toFixed(1),
  pointsLabel: (points: number, most?: number | null) =>
    typeof most === 'number' ? `${points} of at most ${most} points` : `${points} points`,
  newRound: (stage: string) => `New round since it was last sent: ${stage}`,
  website: (name: string) => `Website of ${name}`,
  save: 'Save',
  pass: 'Pass',
  undo: 'Undo',
  saveNamed: (name: string) => `Save ${name}`,
  passNamed: (name: string) => `Pass on ${name}`,
  undoNamed: (name: string) => `Undo passing on ${name}`,
  passedWhy:
    'Passed. We won’t recommend it again unless it raises a new round. Why did you pass? Your ranking learns from the reason.',
};
