import type { Duration } from 'aws-cdk-lib/core';
import type { BootContribution } from './boot-contribution';
import type { BootStep } from './boot-step';
import { AGENT_CONFIGURATION, INSTANCE, PROGRAMS, STATE } from './host-paths';
import { reportFiles, type HostReports } from './host-reports';
import { hostScript } from './host-scripts';
import { libraryFile, libraryFiles, watchFiles } from './library-files';
import { type Part, isPlain } from './multipart';
import { type PlacedFile, isSameFile, writeCommand } from './placed-file';
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
  readonly reports?: HostReports;
  readonly stepsBefore: readonly BootStep[];
  readonly stepsAfter: readonly BootStep[];
  /** By name. */
  readonly contributions: ReadonlyMap<string, BootContribution>;
  /** Lines that others appended to the user data. */
  readonly commands: readonly string[];
}

/** The files that the user data writes. */
export interface BootPlan {
  /** What reports the boot, and where to. */
  readonly watch: readonly PlacedFile[];
  /** This library's other ones, which are constant. */
  readonly library: readonly PlacedFile[];
  readonly others: readonly PlacedFile[];
}

const DEFAULT_FILE_MODE = '644';

/** Throws when two things want the same name or path. */
export function bootPlan(sources: BootSources): BootPlan {
  const { contributions, registryAuth, reports } = sources;
  const steps = bootSteps(sources);
  const units = [...contributions.values()].flatMap((contribution) => contribution.units ?? []);
  const watched = units.some((unit) => unit.requiredForRegistration);
  const plan = {
    watch: [...watchFiles(), ...(reports ? reportFiles(reports, watched) : [])],
    library: [
      ...libraryFiles(),
      ...(registryAuth ? [libraryFile('registry-login.py', `${PROGRAMS}/registry-login.py`)] : []),
    ],
    others: [
      // 600: a registry login may be added to it
      placed("the agent's configuration", AGENT_CONFIGURATION, '600', sources.agentConfiguration),
      placed('the name of the launch hook', `${STATE}/launch-hook`, '644', sources.launchHookName),
      placed('the time limit', `${STATE}/seconds`, '644', String(secondsForSteps(sources.bootTimeout))),
      ...contributedFiles(contributions),
      ...unitFiles(units),
      ...stepFiles(steps),
    ],
  };
  refuseTwice(steps.map(({ name }) => name));
  refuseTwicePlaced(Object.values(plan).flat());
  return plan;
}

/**
 * As cloud-init takes them. The gate comes first: whatever fails after it leaves the agent closed. Then what is plain, all
 * of it compressed together: what reports the boot, and a script that installs the rest. At last that which travels in
 * base64; the boot starts when all is written.
 */
export function bootParts({ watch, library, others }: BootPlan): Part[] {
  const write = (files: readonly PlacedFile[]): string => files.map(writeCommand).join('');
  const early = plainOrNot(watch);
  const later = plainOrNot([...library, ...others]);
  const install = placed(
    'the installation',
    `${INSTANCE}/install`,
    // it holds what is in files that not everybody may read
    '600',
    hostScript('install.sh', { FILES: write(later.plain) }),
  );
  return [
    { kind: 'cloud-boothook', fileName: 'ecs-groundwork-gate', body: hostScript('gate.sh') },
    {
      kind: 'cloud-boothook',
      fileName: 'ecs-groundwork-begin',
      body: hostScript('begin.sh', { LIB: hostScript('lib.sh'), FILES: write([...early.plain, install]) }),
      encoding: 'gzip',
    },
    {
      kind: 'x-shellscript',
      fileName: 'ecs-groundwork-values',
      body: hostScript('values.sh', { REPORTS: write(early.values), FILES: write(later.values) }),
      encoding: 'base64',
    },
  ];
}

function plainOrNot(files: readonly PlacedFile[]): { plain: PlacedFile[]; values: PlacedFile[] } {
  const plain = files.filter(({ content }) => isPlain(content));
  return { plain, values: files.filter((file) => !plain.includes(file)) };
}

/** Two minutes less than the launch has, but half of it at least: a step that hangs has to be reported in time. */
function secondsForSteps(bootTimeout: Duration): number {
  const seconds = bootTimeout.toSeconds();
  return Math.max(seconds - 120, Math.floor(seconds / 2));
}

/** A file that several contributions bring with the same content and mode is one file, and has its first owner's name. */
function contributedFiles(contributions: ReadonlyMap<string, BootContribution>): PlacedFile[] {
  const files = [...contributions].flatMap(([name, contribution]) =>
    (contribution.files ?? []).map(({ path, content, mode = DEFAULT_FILE_MODE }) =>
      placed(`contribution '${name}'`, path, mode, content),
    ),
  );
  return files.filter((file, index) => index === files.findIndex((other) => isSameFile(file, other)));
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
