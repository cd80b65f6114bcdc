import * as ecs from 'aws-cdk-lib/aws-ecs';
import { SECRETS_IN_CONTAINER } from './docker-options';
import { failure } from '../private/errors';
import type { ContainerSpec } from '../spec/container-spec';

const FILE_NAME = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const IPV4 = /^((25[0-5]|2[0-4]\d|1?\d?\d)(\.(?!$)|$)){4}$/;
/** Secrets reach the container through the environment of Docker's client, which reads these itself. */
const OF_DOCKER_CLIENT = /^(PATH|HOME|TMPDIR|LD_.*|DOCKER_.*|BUILDKIT_.*|GO[A-Z]+|SSL_CERT_.*|.*_PROXY)$/i;

/** Throws at what systemd and Docker on the host cannot do. */
export function checkOnBoot(spec: ContainerSpec): void {
  const what = `system container '${spec.containerName}'`;
  if (spec.required && (!spec.healthCheck || spec.healthCheck.command[0] === 'NONE')) {
    throw failure(
      'RequiredWithoutHealthCheck',
      `${what} is required, but has no healthCheck that could say when it works; give it one, or leave required out`,
    );
  }
  checkPolicy(what, spec);
  checkSecrets(what, spec);
  for (const { hostAddress } of spec.ports) {
    if (hostAddress !== undefined && !IPV4.test(hostAddress)) {
      throw failure(
        'HostAddressInvalid',
        `hostAddress of a port of ${what} must be an IPv4 address of the host, such as 127.0.0.1, got '${hostAddress}'`,
      );
    }
  }
}

function checkPolicy(what: string, spec: ContainerSpec): void {
  if (spec.policyStatements?.length && spec.networkMode !== ecs.NetworkMode.HOST) {
    throw failure(
      'PolicyOutOfReach',
      `${what} has policyStatements, but on boot only a container in HOST network mode reaches the role of the instance; ` +
        'set networkMode, or take a carrier in ECS. On a group with allowImdsFromContainers, grant to group.role instead',
    );
  }
}

function checkSecrets(what: string, spec: ContainerSpec): void {
  const reserved = Object.keys(spec.secrets).find((name) => OF_DOCKER_CLIENT.test(name));
  if (reserved !== undefined) {
    throw failure(
      'SecretNameReserved',
      `secrets of ${what} has ${reserved}, which Docker's client on the host would take for itself; use secretFiles, ` +
        'or another name',
    );
  }
  const names = Object.keys(spec.secretFiles);
  const invalid = names.find((name) => !FILE_NAME.test(name));
  if (invalid !== undefined) {
    throw failure(
      'SecretFileNameInvalid',
      `secretFiles of ${what} has '${invalid}'; a name is 1 to 128 letters, digits and . _ -, not beginning with . or -`,
    );
  }
  const over = [...spec.mounts.map(({ containerPath }) => containerPath), ...Object.keys(spec.files)].find((path) =>
    isWithin(SECRETS_IN_CONTAINER, path),
  );
  if (names.length > 0 && over !== undefined) {
    throw failure(
      'SecretFilesHidden',
      `${what} mounts something at ${over}, where its secretFiles are; mount it elsewhere`,
    );
  }
}

function isWithin(folder: string, path: string): boolean {
  return `${path.replace(/\/+$/, '')}/`.startsWith(`${folder}/`);
}
