import { failure } from '../private/errors';
import type { ContainerSpec } from '../spec/container-spec';

/** Throws at what only a container on boot can have. */
export function checkInEcs(carrier: string, spec: ContainerSpec): void {
  const onBootOnly: readonly (readonly [given: boolean, prop: string, reason: string])[] = [
    [spec.required, 'required', 'ECS starts tasks only after the instance has registered'],
    [Object.keys(spec.secretFiles).length > 0, 'secretFiles', 'ECS gives secrets to containers as variables only'],
    [Object.keys(spec.files).length > 0, 'files', 'ECS brings no files to instances'],
    [spec.startAfter.length > 0, 'startAfter', 'ECS knows no order among tasks'],
    [
      spec.ports.some(({ hostAddress }) => hostAddress !== undefined),
      'hostAddress',
      'ECS publishes ports on every address of the host',
    ],
  ];
  const [first] = onBootOnly.filter(([given]) => given);
  if (first) {
    const [, prop, reason] = first;
    throw failure(
      'OnlyOnBoot',
      `system container '${spec.containerName}' has ${prop}, which ${carrier} cannot honour: ${reason}; ` +
        `leave ${prop} out, or use Carrier.onBoot()`,
    );
  }
}
