import { EventEmitter } from 'node:events';
import { factOf } from './journal-facts';
import type { Fact, Happening } from './fact';
import type { RequestReport } from '../aws/call';
import type { JournalEntry } from '../machine/journal';

const ADDED = 'added';

/** A fact that is looked for: its words, with spaces between them, are how people read it. */
export interface Wanted {
  readonly text: string;
  readonly matches: (fact: Fact) => boolean;
}

export interface WaitOptions {
  /** Only what happened after it. */
  readonly after?: Fact;
  /** Seconds until it counts as missing. */
  readonly within?: number;
}

/** Several times what it takes when this computer has nothing else to do: only what never comes has to wait for it. */
const SECONDS = 120;

/** All that happened to a machine, in order. */
export class History {
  private readonly known: Fact[] = [];
  private readonly changes = new EventEmitter().setMaxListeners(0);

  public get facts(): readonly Fact[] {
    return inOrder(this.known);
  }

  public addRequest({ at, service, action, status, detail, payload }: RequestReport): void {
    this.add({ at, kind: 'request', name: service, state: action, status, detail, payload });
  }

  public addEntry(entry: JournalEntry): void {
    const fact = factOf(entry);
    if (fact) {
      this.add(fact);
    }
  }

  public addPower(state: Extract<Happening, { kind: 'power' }>['state']): void {
    this.add({ at: Date.now(), kind: 'power', state });
  }

  public all(wanted: Wanted, options: WaitOptions = {}): readonly Fact[] {
    return inOrder(this.known.filter((fact) => isWanted(fact, wanted, options)));
  }

  public first(wanted: Wanted, options?: WaitOptions): Fact | undefined {
    return this.all(wanted, options)[0];
  }

  public last(wanted: Wanted): Fact | undefined {
    return this.all(wanted).at(-1);
  }

  /** Waits until it has happened. */
  public until(wanted: Wanted, options: WaitOptions = {}): Promise<Fact> {
    const { within = SECONDS } = options;
    const known = this.first(wanted, options);
    if (known) {
      return Promise.resolve(known);
    }
    return new Promise((resolve, reject) => {
      const look = (fact: Fact): void => {
        if (isWanted(fact, wanted, options)) {
          done();
          resolve(fact);
        }
      };
      const timer = setTimeout(() => {
        done();
        reject(new Missing(`${wanted.text}: not within ${within} s`));
      }, within * 1000);
      const done = (): void => {
        clearTimeout(timer);
        this.changes.off(ADDED, look);
      };
      this.changes.on(ADDED, look);
    });
  }

  private add(fact: Fact): void {
    this.known.push(fact);
    this.changes.emit(ADDED, fact);
  }
}

function isWanted(fact: Fact, { matches }: Wanted, { after }: WaitOptions): boolean {
  return (after === undefined || fact.at > after.at) && matches(fact);
}

function inOrder(facts: readonly Fact[]): readonly Fact[] {
  return [...facts].sort((one, other) => one.at - other.at);
}

/** What a scenario waited for has not come. */
export class Missing extends Error {}
