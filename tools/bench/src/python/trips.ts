import { reportOf } from '../synth/subject';
import type { PythonSubject } from './subjects';

/** What goes to and fro between Python and the process in which jsii runs the constructs. */
export interface Trips {
  /** Messages of Python's, each with the answer that it waits for. */
  readonly all: number;
  /** Of those, by what they are for. */
  readonly create: number;
  readonly call: number;
  /** Properties that are read or set. */
  readonly property: number;
  /** Packages that are loaded. */
  readonly load: number;
  /** Answers that are questions in turn, each answered by a message: constructs call what is written in Python. */
  readonly callback: number;
}

const PURPOSES: Readonly<Record<string, Exclude<keyof Trips, 'all'>>> = {
  create: 'create',
  invoke: 'call',
  staticInvoke: 'call',
  get: 'property',
  set: 'property',
  staticGet: 'property',
  staticSet: 'property',
  load: 'load',
  complete: 'callback',
};

/** Synthesises once and counts; leaves the assembly in `outdir`. */
export async function tripsOf(subject: PythonSubject, outdir: string, signal: AbortSignal): Promise<Trips> {
  return trips(JSON.parse(await reportOf(subject('trips'), outdir, signal)) as Record<string, number>);
}

/** From the numbers of messages by their kinds, as jsii calls them. */
export function trips(messages: Readonly<Record<string, number>>): Trips {
  const sums = { create: 0, call: 0, property: 0, load: 0, callback: 0 };
  for (const [kind, number] of Object.entries(messages)) {
    const purpose = PURPOSES[kind];
    if (!purpose) {
      throw new Error(`What a message '${kind}' of jsii is for is not known: say so in src/python/trips.ts.`);
    }
    sums[purpose] += number;
  }
  return { all: Object.values(sums).reduce((sum, number) => sum + number, 0), ...sums };
}
