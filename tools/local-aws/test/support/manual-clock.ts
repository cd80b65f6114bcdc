import type { Clock } from '../../src/services/support';

/** A clock that moves only when told to. */
export class ManualClock implements Clock {
  private seconds = 0;

  public now(): number {
    return this.seconds;
  }

  public date(): Date {
    return new Date(Date.UTC(2026, 0, 1) + this.seconds * 1000);
  }

  public pass(seconds: number): void {
    this.seconds += seconds;
  }
}
