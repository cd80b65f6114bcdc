import * as instances from '@ecs-groundwork/instances';
import { failure } from '../private/errors';
import { checkNumber } from '../shared/checks';
import { BOUNDS } from '../shared/defaults';

/** SSH, Docker and the ECS agent: what answers there is no container, and the agent places no task on these ports. */
const HOST_OWN_PORTS = [22, 2375, 2376, 51678, 51679, 51680];

/** Fails on a fixed host port that a load balancer must not reach, or that another container may hold already. */
export function checkHostPort(what: string, port: number): void {
  checkNumber(what, port, BOUNDS.port, 'choose another one');
  if (HOST_OWN_PORTS.includes(port)) {
    throw failure(
      'HostPortReserved',
      `${what} must not be one of ${HOST_OWN_PORTS.join(', ')}, which belong to the instance, got ${port}; ` +
        `choose another one`,
    );
  }
  const { FIRST, LAST } = instances.DynamicPortRange;
  if (port >= FIRST && port <= LAST) {
    throw failure(
      'HostPortDynamic',
      `${what} must not lie in ${FIRST} to ${LAST}, which the agent hands out to any container, got ${port}; ` +
        `choose one below, or leave the host port to the agent`,
    );
  }
}
