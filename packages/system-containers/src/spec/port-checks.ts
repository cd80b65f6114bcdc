import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Token } from 'aws-cdk-lib/core';
import type { ContainerSpec } from './container-spec';
import { failure } from '../private/errors';

const PORT = { min: 1, max: 65535 } as const;

/** Throws at ports that no container could have; which ports of a host are free, the group knows. */
export function checkPorts(what: string, { ports, networkMode }: ContainerSpec): void {
  const taken = new Set<string>();
  for (const { containerPort, hostPort, hostAddress, protocol } of ports) {
    checkPort(what, 'containerPort', containerPort);
    checkPort(what, 'hostPort', hostPort);
    if (networkMode === ecs.NetworkMode.HOST && (hostPort !== containerPort || hostAddress !== undefined)) {
      throw failure(
        'PortNotMapped',
        `${what} maps container port ${containerPort}, but in HOST network mode it listens on the host itself; ` +
          'leave out hostPort and hostAddress',
      );
    }
    const place = `${hostAddress ?? ''}:${hostPort}/${protocol}`;
    if (taken.has(place)) {
      throw failure(
        'HostPortTwice',
        `${what} publishes two ports on ${protocol.toUpperCase()} port ${hostPort} of the host; give each its own hostPort`,
      );
    }
    taken.add(place);
  }
}

function checkPort(what: string, prop: string, port: number): void {
  if (Token.isUnresolved(port) || !Number.isInteger(port) || port < PORT.min || port > PORT.max) {
    throw failure(
      'PortInvalid',
      `${prop} of ${what} must be a whole number from ${PORT.min} to ${PORT.max}, known at synthesis, got ` +
        `${Token.isUnresolved(port) ? 'a token' : port}`,
    );
  }
}
