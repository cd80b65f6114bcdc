import type { ContainerDefinition, RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import { compileExpression, type Predicate } from './expression';
import { ExpressionError } from './expression-lexer';
import { clientError, demanded, invalid } from './find';

const FAMILY = /^[A-Za-z0-9_-]{1,255}$/;
const NETWORK_MODES = ['awsvpc', 'bridge', 'host', 'none'];

/** What AWS refuses about a task definition, as far as it is cheap to see. */
export function checkTaskDefinition(input: RegisterTaskDefinitionCommandInput): void {
  if (!FAMILY.test(demanded(input.family, 'family'))) {
    throw clientError(
      'Family contains invalid characters. Up to 255 letters, numbers, hyphens and underscores are allowed.',
    );
  }
  if (input.networkMode !== undefined && !NETWORK_MODES.includes(input.networkMode)) {
    throw clientError(`Invalid network mode: ${input.networkMode}; valid are ${NETWORK_MODES.join(', ')}`);
  }
  const containers = demanded(input.containerDefinitions, 'containerDefinitions');
  if (containers.length === 0) {
    throw clientError('Container list cannot be empty.');
  }
  const names = containers.map(({ name }) => name);
  if (new Set(names).size !== names.length) {
    throw clientError('The container.name within a task definition must be unique.');
  }
  if (!containers.some(({ essential }) => essential !== false)) {
    throw clientError('At least one container of a task definition must be essential.');
  }
  containers.forEach((container) => checkContainer(input, container, names));
  (input.placementConstraints ?? []).forEach(({ expression = '' }) => checkedExpression(expression));
}

function checkContainer(
  input: RegisterTaskDefinitionCommandInput,
  container: ContainerDefinition,
  names: readonly (string | undefined)[],
): void {
  const { name = '', image = '', memory, memoryReservation } = container;
  if (name === '') {
    throw clientError('Container.name should not be null or empty.');
  }
  if (image === '') {
    throw clientError('Container.image should not be null or empty.');
  }
  if (input.memory === undefined && memory === undefined && memoryReservation === undefined) {
    throw clientError(
      `Invalid setting for container '${name}'. At least one of 'memory' or 'memoryReservation' must be specified.`,
    );
  }
  if (memory !== undefined && memoryReservation !== undefined && memoryReservation > memory) {
    throw clientError(
      `Invalid setting for container '${name}'. The memory reservation (${memoryReservation}) must not exceed the memory (${memory}).`,
    );
  }
  for (const { hostPort, containerPort } of container.portMappings ?? []) {
    if (
      (input.networkMode === 'host' || input.networkMode === 'awsvpc') &&
      hostPort !== undefined &&
      hostPort !== containerPort
    ) {
      throw clientError(
        `When networkMode=${input.networkMode}, the host ports and container ports in port mappings must match.`,
      );
    }
  }
  for (const { containerName } of container.dependsOn ?? []) {
    if (!names.includes(containerName)) {
      throw clientError(`Container '${name}' depends on '${containerName}', which is not in the task definition.`);
    }
  }
  const volumes = (input.volumes ?? []).map((volume) => volume.name);
  for (const { sourceVolume } of container.mountPoints ?? []) {
    if (!volumes.includes(sourceVolume)) {
      throw clientError(`Unknown volume '${sourceVolume}'.`);
    }
  }
}

/** A cluster query expression, compiled, or AWS's refusal with the place that is wrong. */
export function checkedExpression(expression: string): Predicate {
  try {
    return compileExpression(expression);
  } catch (error) {
    if (error instanceof ExpressionError) {
      throw invalid(`Invalid expression '${expression}': ${error.message}`);
    }
    throw error;
  }
}
