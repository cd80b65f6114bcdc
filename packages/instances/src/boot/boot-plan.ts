import type { Duration } from 'aws-cdk-lib/core';
import type { BootContribution } from './boot-contribution';
import type { BootStep } from './boot-step';
import { AGENT_CONFIGURATION, PROGRAMS, STATE } from './host-paths';
import { hostScript } from './host-scripts';
import { libraryFile, libraryFiles } from './library-files';
import type { Part } from './multipart';
import { writeCommand, type PlacedFile } from './placed-file';
import { placedStep, stepFiles, type PlacedStep } from './step-files';
import { unitFiles } from './unit-files';
import { failure } from '../private/errors';
import type { RegistryAuth } from '../registry-auth/registry-auth';

/** What the boot of an instance is made of. */
export interface BootSources {
  /** The text of `/etc/ecs/ecs.config`. */
  readonly agentConfiguration: string;
  readonly launchHookName: string;
  readonly bootTimeout: Duration;
  readonly registryAuth?: RegistryAuth;
  readonly stepsBefore: readonly BootStep[];
  readonly stepsAfter: readonly BootStep[];
  /** By name. */
  readonly contributions: ReadonlyMap<string, BootContribution>;
  /** Lines that others appended to the user data. */
  readonly commands: readonly string[];
}

/** The files that the user data writes: constant ones of this library, and those that hold values or a user's text. */
export interface BootPlan {
  readonly library: readonly PlacedFile[];
  readonly values: readonly PlacedFile[];
}

/** Throws when two things want the same name or path. */
export function bootPlan(sources: BootSources): BootPlan {
  const { contributions, registryAuth } = sources;
  const steps = bootSteps(sources);
  const plan = {
    library: [
      ...libraryFiles(),
      ...(registryAuth ? [libraryFile('registry-login.py', `${PROGRAMS}/registry-login.py`)] : []),
    ],
    values: [
      // 600: a registry login may be added to it
      placed("the agent's configuration", AGENT_CONFIGURATION, '600', sources.agentConfiguration),
      placed('the name of the launch hook', `${STATE}/launch-hook`, '644', sources.launchHookName),
      placed('the time limit', `${STATE}/seconds`, '644', String(secondsForSteps(sources.bootTimeout))),
      ...[...contributions].flatMap(([name, { files = [] }]) =>
        files.map((file) => placed(`contribution '${name}'`, file.path, file.mode ?? '644', file.content)),
      ),
      ...unitFiles([...contributions.values()].flatMap(({ units = [] }) => units)),
      ...stepFiles(steps),
    ],
  };
  refuseTwice(steps.map(({ name }) => name));
  refuseTwicePlaced([...plan.library, ...plan.values]);
  return plan;
}

/** As cloud-init takes them. The gate comes first: whatever fails after it leaves the agent closed. */
export function bootParts(plan: BootPlan): Part[] {
  const write = (files: readonly PlacedFile[]): string => files.map(writeCommand).join('');
  return [
    { kind: 'cloud-boothook', fileName: 'ecs-groundwork-gate', body: hostScript('gate.sh') },
    {
      kind: 'x-shellscript',
      fileName: 'ecs-groundwork-1-install',
      body: hostScript('install.sh', { LIB: hostScript('lib.sh'), FILES: write(plan.library) }),
    },
    {
      kind: 'x-shellscript',
      fileName: 'ecs-groundwork-2-values',
      body: hostScript('values.sh', { FILES: write(plan.values) }),
      base64: true,
    },
  ];
}

/** Two minutes less than the launch has, but half of it at least: a step that hangs has to be reported in time. */
function secondsForSteps(bootTimeout: Duration): number {
  const seconds = bootTimeout.toSeconds();
  return Math.max(seconds - 120, Math.floor(seconds / 2));
}

function placed(label: string, path: string, mode: string, content: string): PlacedFile {
  return { label, path, mode, content };
}

function bootSteps(sources: BootSources): PlacedStep[] {
  const { registryAuth, commands } = sources;
  return [
    ...sources.stepsBefore.map((step) => placedStep(step)),
    ...[...sources.contributions].flatMap(([name, { steps = [] }]) => steps.map((step) => placedStep(step, name))),
    ...(registryAuth
      ? [{ name: 'registry-login', script: hostScript('registry-login.sh'), environment: registryAuth._environment() }]
      : []),
    ...sources.stepsAfter.map((step) => placedStep(step)),
    ...(commands.length > 0 ? [{ name: 'user-data', script: commands.join('\n'), environment: {} }] : []),
  ];
}

function refuseTwice(steps: readonly string[]): void {
  const twice = steps.find((name, index) => steps.indexOf(name) !== index);
  if (twice !== undefined) {
    throw failure(
      'BootStepTwice',
      `there are two boot steps named '${twice}' in one group; give one of them another name`,
    );
  }
}

function refuseTwicePlaced(files: readonly PlacedFile[]): void {
  const byPath = new Map<string, PlacedFile>();
  for (const file of files) {
    const other = byPath.get(file.path);
    if (other) {
      throw failure(
        'HostFileTwice',
        `${file.path} is written by ${other.label} and by ${file.label}; each file needs one owner`,
      );
    }
    byPath.set(file.path, file);
  }
}
