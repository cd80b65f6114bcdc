import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Surroundings } from 'command-line/lib/command';
import { interleaved } from '../measure/interleaved';
import type { Cost } from '../measure/process';
import type { Environment } from '../repository';
import { resourceCounts, resourceTotal } from '../synth/assembly';
import type { Validation } from '../synth/options';
import { synthCost } from '../synth/subject';
import { app, byHand, empty, type PythonSubject } from './subjects';
import { tripsOf, type Trips } from './trips';

/** Each way to describe an environment. */
export interface Rows<Row> {
  readonly app: Row;
  readonly byHand: Row;
  readonly floor: Row;
}

/** What is the same in every run. */
export interface Counted {
  readonly resources: number;
  readonly trips: Trips;
}

export interface CountedEnvironment extends Rows<Counted> {
  readonly environment: Environment;
}

/** What one run took; `processorSeconds` are those of both processes. */
export interface PythonCost extends Cost {
  /** Of Python alone; the rest is the process's in which jsii runs the constructs. */
  readonly ownSeconds: number;
}

/** The costs of each round. */
export interface TimedEnvironment extends Rows<readonly PythonCost[]> {
  readonly environment: Environment;
  readonly validation: Validation;
  readonly rounds: number;
}

/** Counts in runs of their own, which warm up the machine's caches as well. */
export async function countEnvironment(
  environment: Environment,
  { folder, signal, progress }: Surroundings,
): Promise<CountedEnvironment> {
  const counted = async (subject: PythonSubject): Promise<Counted> => {
    const outdir = join(folder, 'counted');
    const trips = await tripsOf(subject, outdir, signal);
    const resources = resourceTotal(resourceCounts(outdir));
    await rm(outdir, { recursive: true });
    return { resources, trips };
  };
  progress(`${environment}: one run of each to count …`);
  const subjects = subjectsOf(environment);
  return {
    environment,
    app: await counted(subjects.app),
    byHand: await counted(subjects.byHand),
    floor: await counted(subjects.floor),
  };
}

export async function timeEnvironment(
  request: Pick<TimedEnvironment, 'environment' | 'validation' | 'rounds'>,
  surroundings: Surroundings,
): Promise<TimedEnvironment> {
  const { environment, validation, rounds } = request;
  const subjects = subjectsOf(environment);
  const costs = await interleaved(Object.values(subjects), rounds, (subject, round) => {
    surroundings.progress(`${environment}, validation ${validation}: round ${round + 1} of ${rounds} …`);
    return synthCost<PythonCost>(subject('usage'), validation, surroundings);
  });
  const timed = (subject: PythonSubject) => costs.get(subject) ?? [];
  return { ...request, app: timed(subjects.app), byHand: timed(subjects.byHand), floor: timed(subjects.floor) };
}

function subjectsOf(environment: Environment): Rows<PythonSubject> {
  return { app: app(environment), byHand: byHand(environment), floor: empty };
}
