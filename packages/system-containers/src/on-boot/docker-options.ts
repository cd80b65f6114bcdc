import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Duration } from 'aws-cdk-lib/core';
import { filesPath, secretsPath } from './host-paths';
import { type HostText, hostText } from './host-text';
import type { ContainerSpec } from '../spec/container-spec';

/** Where a container finds its `secretFiles`. */
export const SECRETS_IN_CONTAINER = '/run/secrets';
/** ECS's; Docker's own are 30 seconds. */
const HEALTH_TIMEOUT_SECONDS = 5;

/** What `docker run` is told of a container besides its name, image, command and secrets: one word each. */
export function dockerOptions(spec: ContainerSpec): HostText[] {
  return [
    ...['--memory', `${spec.memoryLimitMiB}m`],
    ...(spec.cpu === undefined ? [] : ['--cpu-shares', String(spec.cpu)]),
    ...network(spec),
    ...(spec.hostPid ? ['--pid', 'host'] : []),
    ...mounts(spec),
    ...Object.entries(spec.environment).flatMap(([name, value]) => ['--env', hostText(`${name}=${value}`)]),
    ...(spec.entryPoint?.length ? ['--entrypoint', hostText(spec.entryPoint[0])] : []),
    ...(spec.user === undefined ? [] : ['--user', hostText(spec.user)]),
    ...(spec.privileged ? ['--privileged'] : []),
    ...(spec.readonlyRootFilesystem ? ['--read-only'] : []),
    ...(spec.addCapabilities ?? []).flatMap((capability) => ['--cap-add', capability]),
    ...(spec.dropCapabilities ?? []).flatMap((capability) => ['--cap-drop', capability]),
    ...(spec.healthCheck ? health(spec.healthCheck) : []),
    ...['--stop-timeout', String(spec.stopTimeout.toSeconds())],
    ...spec.log._dockerOptions(),
  ];
}

function network(spec: ContainerSpec): string[] {
  if (spec.networkMode === ecs.NetworkMode.HOST) {
    return ['--network', 'host'];
  }
  return spec.ports.flatMap(({ hostAddress, hostPort, containerPort, protocol }) => [
    '--publish',
    `${hostAddress === undefined ? '' : `${hostAddress}:`}${hostPort}:${containerPort}/${protocol}`,
  ]);
}

/** Not `--volume`: that one makes a directory of a source that is missing. */
function mounts(spec: ContainerSpec): string[] {
  const secrets = { sourcePath: secretsPath(spec.containerName), containerPath: SECRETS_IN_CONTAINER, readOnly: true };
  const files = Object.keys(spec.files).map((containerPath, index) => ({
    sourcePath: `${filesPath(spec.containerName)}/${index}`,
    containerPath,
    readOnly: true,
  }));
  return [...spec.mounts, ...(Object.keys(spec.secretFiles).length > 0 ? [secrets] : []), ...files].flatMap(
    ({ sourcePath, containerPath, readOnly }) => [
      '--mount',
      `type=bind,source=${sourcePath},target=${containerPath}${readOnly ? ',readonly' : ''}`,
    ],
  );
}

function health(check: ecs.HealthCheck): HostText[] {
  if (check.command[0] === 'NONE') {
    return ['--no-healthcheck'];
  }
  const seconds = (option: string, duration: Duration | undefined, otherwise?: number): string[] => {
    const value = duration?.toSeconds() ?? otherwise;
    return value === undefined ? [] : [option, `${value}s`];
  };
  return [
    ...['--health-cmd', hostText(shellCommand(check.command))],
    ...seconds('--health-interval', check.interval),
    ...seconds('--health-timeout', check.timeout, HEALTH_TIMEOUT_SECONDS),
    ...seconds('--health-start-period', check.startPeriod),
    ...(check.retries === undefined ? [] : ['--health-retries', String(check.retries)]),
  ];
}

/** Docker's client takes one text for the shell, however the check is written; CDK's own rules for the forms. */
function shellCommand([first, ...rest]: readonly string[]): string {
  if (first === 'CMD-SHELL') {
    return rest.join(' ');
  }
  const words = first === 'CMD' ? rest : [first, ...rest];
  return words.length === 1 && first !== 'CMD' ? words[0] : words.map(quoted).join(' ');
}

function quoted(word: string): string {
  return /^[\w./:=@%+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
