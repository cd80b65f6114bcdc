import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Size } from 'aws-cdk-lib/core';
import type { CloudWatchLogsOptions } from './cloud-watch-logs-options';
import { DEFAULTS } from '../host-logs/defaults';
import { type Bounds, matching, within } from '../private/checks';
import { failure } from '../private/errors';

export const BUFFER_MIB: Bounds = { min: 1, max: 256, default: 25, unit: ' MiB' };
export const MODE = ecs.AwsLogDriverMode.NON_BLOCKING;

const STREAM_PREFIX = /^[^:*\p{Cc}]{1,256}$/u;

export function cloudWatchLogs(options: CloudWatchLogsOptions): ecs.LogDriver {
  const { logGroup, mode = MODE } = options;
  const blocking = mode === ecs.AwsLogDriverMode.BLOCKING;
  if (blocking && options.bufferLimitMiB !== undefined) {
    throw failure('BufferOfBlockingLogs', 'bufferLimitMiB means nothing when mode is BLOCKING; leave one of them out');
  }
  const bufferMiB = within('LogBufferInvalid', 'bufferLimitMiB', BUFFER_MIB, options.bufferLimitMiB);
  return new ecs.AwsLogDriver({
    streamPrefix: matching(
      'StreamPrefixInvalid',
      'streamPrefix',
      STREAM_PREFIX,
      '1 to 256 characters without : and *',
      options.streamPrefix,
    ),
    ...(logGroup ? { logGroup } : { logRetention: DEFAULTS.retention }),
    mode,
    maxBufferSize: blocking ? undefined : Size.mebibytes(bufferMiB),
  });
}
