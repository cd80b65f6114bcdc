import type { EventSink } from '../../src/service';

export interface CollectedEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: object;
  readonly resources?: string[];
}

/** An event sink that keeps all it hears. */
export class CollectedEvents implements EventSink {
  public readonly all: CollectedEvent[] = [];

  public async emit(event: CollectedEvent): Promise<void> {
    this.all.push(event);
  }

  public details(detailType: string): object[] {
    return this.all.filter((event) => event.detailType === detailType).map(({ detail }) => detail);
  }
}
