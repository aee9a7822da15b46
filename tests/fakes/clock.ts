import type { Clock } from '../../amplify/domain/ports';

/** A clock with a fixed time until it is set. */
export class FakeClock implements Clock {
  constructor(private instant: string = '2026-03-01T00:00:00.000Z') {}
  now = () => new Date(this.instant);
  set(instant: string) {
    this.instant = instant;
  }
}
