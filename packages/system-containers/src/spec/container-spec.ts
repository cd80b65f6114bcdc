import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration } from 'aws-cdk-lib/core';
import { SystemContainerLog } from '../log/system-container-log';
import type { SystemContainerProps } from '../system-container-props';
import type { SystemContainerMount } from './system-container-mount';
import type { SystemContainerPort } from './system-container-port';

/** What is not said of a system container; a test holds the README's table to it. */
export const DEFAULTS = {
  networkMode: ecs.NetworkMode.BRIDGE,
  stopTimeout: Duration.seconds(30),
  protocol: ecs.Protocol.TCP,
  readOnlyMount: true,
} as const;

/** A system container with its defaults, as carriers take it. */
export type ContainerSpec = Omit<SystemContainerProps, 'carrier' | 'ports' | 'mounts'> & {
  readonly environment: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, ecs.Secret>>;
  readonly secretFiles: Readonly<Record<string, ecs.Secret>>;
  readonly files: Readonly<Record<string, string>>;
  readonly networkMode: ecs.NetworkMode;
  readonly ports: readonly (SystemContainerPort & { readonly hostPort: number; readonly protocol: ecs.Protocol })[];
  readonly mounts: readonly Required<SystemContainerMount>[];
  readonly required: boolean;
  readonly startAfter: readonly string[];
  readonly log: SystemContainerLog;
  readonly stopTimeout: Duration;
};

export function containerSpec(props: SystemContainerProps): ContainerSpec {
  return {
    ...props,
    environment: props.environment ?? {},
    secrets: props.secrets ?? {},
    secretFiles: props.secretFiles ?? {},
    files: props.files ?? {},
    networkMode: props.networkMode ?? DEFAULTS.networkMode,
    ports: (props.ports ?? []).map((port) => ({
      ...port,
      hostPort: port.hostPort ?? port.containerPort,
      protocol: port.protocol ?? DEFAULTS.protocol,
    })),
    mounts: (props.mounts ?? []).map((mount) => ({ ...mount, readOnly: mount.readOnly ?? DEFAULTS.readOnlyMount })),
    required: props.required ?? false,
    startAfter: props.startAfter ?? [],
    log: props.log ?? SystemContainerLog.journald(),
    stopTimeout: props.stopTimeout ?? DEFAULTS.stopTimeout,
  };
}
