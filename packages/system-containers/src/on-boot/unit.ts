import type { SystemdUnit } from '@ecs-groundwork/instances';
import { hostName } from './host-paths';
import type { ContainerSpec } from '../spec/container-spec';

/** What is this container's own in its unit; the rest is the same for all, and in `host/system-container.conf`. */
export function unit(spec: ContainerSpec): SystemdUnit {
  const name = hostName(spec.containerName);
  const after = spec.startAfter.map((other) => ` ${hostName(other)}.service`).join('');
  return {
    name: `${name}.service`,
    content: [
      '[Unit]',
      `Description=System container ${spec.containerName}`,
      ...(after ? [`After=${after.trim()}`] : []),
      '[Install]',
      // docker.service too: whoever stops Docker and starts it again gets the containers back
      'WantedBy=multi-user.target docker.service',
    ].join('\n'),
    ...(spec.required ? { requiredForRegistration: true, readyCommand: isHealthy(name) } : {}),
  };
}

/** Says what the health is while it is another: the boot reports it if that lasts. */
function isHealthy(name: string): string {
  return `health=$(docker inspect -f '{{.State.Health.Status}}' ${name}) && echo "$health" && [ "$health" = healthy ]`;
}
