import { Token } from 'aws-cdk-lib/core';
import type { ContainerSpec } from './container-spec';
import { failure } from '../private/errors';

/** Docker and ECS put these between the parts of a mount. */
const PATH = /^\/[^,:"\p{Cc}]*$/u;

/** Throws at mounts that Docker would refuse or misread. */
export function checkMounts(what: string, { mounts }: ContainerSpec): void {
  const targets = new Set<string>();
  for (const { sourcePath, containerPath } of mounts) {
    checkPath(what, 'sourcePath', sourcePath);
    checkPath(what, 'containerPath', containerPath);
    if (targets.has(containerPath)) {
      throw failure('MountTwice', `${what} mounts two things at ${containerPath}; give each its own containerPath`);
    }
    targets.add(containerPath);
  }
}

function checkPath(what: string, prop: string, path: string): void {
  if (Token.isUnresolved(path) || !PATH.test(path)) {
    throw failure(
      'MountPathInvalid',
      `${prop} of a mount of ${what} must be an absolute path, known at synthesis, without , : " and control characters, ` +
        `got '${Token.isUnresolved(path) ? 'a token' : path}'`,
    );
  }
}
