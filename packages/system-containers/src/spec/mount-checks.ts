import { Token } from 'aws-cdk-lib/core';
import type { ContainerSpec } from './container-spec';
import { failure } from '../private/errors';

/** Docker and ECS put these between the parts of a mount. */
const PATH = /^\/[^,:"\p{Cc}]*$/u;

/** Throws at mounts and files that Docker would refuse or misread. */
export function checkMounts(what: string, { mounts, files }: ContainerSpec): void {
  const targets = new Set<string>();
  for (const { sourcePath, containerPath } of mounts) {
    checkPath(what, 'sourcePath of a mount', sourcePath);
    checkPath(what, 'containerPath of a mount', containerPath);
    checkTarget(what, targets, containerPath);
  }
  for (const path of Object.keys(files)) {
    checkPath(what, 'the path in files', path);
    checkTarget(what, targets, path);
  }
}

function checkTarget(what: string, targets: Set<string>, path: string): void {
  if (targets.has(path)) {
    throw failure('MountTwice', `${what} mounts two things at ${path}; give each its own containerPath`);
  }
  targets.add(path);
}

function checkPath(what: string, prop: string, path: string): void {
  if (Token.isUnresolved(path) || !PATH.test(path)) {
    throw failure(
      'MountPathInvalid',
      `${prop} of ${what} must be an absolute path, known at synthesis, without , : " and control characters, ` +
        `got '${Token.isUnresolved(path) ? 'a token' : path}'`,
    );
  }
}
