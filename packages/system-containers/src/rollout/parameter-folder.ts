import type * as instances from '@ecs-groundwork/instances';
import { ArnFormat, Stack, Token } from 'aws-cdk-lib/core';

/** Of a parameter's name, between the first level and the last. */
const MOST_LEVELS = 13;
const NOT_IN_NAMES = /[^A-Za-z0-9_./-]/g;

/** Where the generations of a group are, whatever their footprint, and nothing else. */
export function parameterFolder({ instanceTag: { value } }: instances.IInstanceGroup): string {
  return `/ecs-groundwork/${Token.isUnresolved(value) ? value : asParameter(value)}`;
}

/** Of all parameters in the folder: instances that are about to be replaced read theirs. */
export function parametersArn(group: instances.IInstanceGroup): string {
  return Stack.of(group).formatArn({
    service: 'ssm',
    resource: 'parameter',
    resourceName: `${parameterFolder(group).slice(1)}/*`,
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
}

function asParameter(path: string): string {
  const levels = path.replace(NOT_IN_NAMES, '-').split('/');
  return [...levels.slice(0, MOST_LEVELS - 1), levels.slice(MOST_LEVELS - 1).join('-')].filter(Boolean).join('/');
}
