import { join } from 'node:path';
import type { Surroundings } from 'command-line/lib/command';
import { interleaved } from '../measure/interleaved';
import type { Cost } from '../measure/process';
import { appFolder, appProgram, type Environment } from '../repository';
import type { Validation } from './options';
import { programPath, resourcesOf, synthCost, synthesised, type Subject } from './subject';

export interface EnvironmentRequest {
  readonly environment: Environment;
  readonly validation: Validation;
  readonly rounds: number;
}

/** One way to describe an environment. */
export interface MeasuredSubject {
  readonly resources: number;
  /** A run in each round. */
  readonly costs: readonly Cost[];
}

export interface MeasuredEnvironment extends EnvironmentRequest {
  /** The reference app, with this repository's packages. */
  readonly app: MeasuredSubject;
  /** The same system with plain aws-cdk-lib: the baseline. */
  readonly byHand: MeasuredSubject;
  /** The app's templates, written resource by resource. */
  readonly floor: MeasuredSubject;
}

export async function measureEnvironment(
  request: EnvironmentRequest,
  surroundings: Surroundings,
): Promise<MeasuredEnvironment> {
  const { environment, validation, rounds } = request;
  const { folder, signal, progress } = surroundings;
  progress(`${environment}: one run of each to warm up …`);
  const app: Subject = { script: appProgram(environment), cwd: appFolder(environment) };
  const original = await synthesised(app, join(folder, `${environment}-${validation}`), signal);
  const byHand: Subject = { script: programPath('by-hand'), args: [environment] };
  const floor: Subject = { script: programPath('replay'), args: [original] };
  const resources = new Map<Subject, number>();
  for (const subject of [app, byHand, floor]) {
    resources.set(subject, await resourcesOf(subject, surroundings));
  }
  const costs = await interleaved([app, byHand, floor], rounds, (subject, round) => {
    progress(`${environment}, validation ${validation}: round ${round + 1} of ${rounds} …`);
    return synthCost(subject, validation, surroundings);
  });
  const measured = (subject: Subject) => ({ resources: resources.get(subject) ?? 0, costs: costs.get(subject) ?? [] });
  return { ...request, app: measured(app), byHand: measured(byHand), floor: measured(floor) };
}
