import type { Duration } from 'aws-cdk-lib/core';
import type { AgentConfiguration } from './agent-configuration';
import type { AgentSettings } from './agent-settings';
import { atLeast } from './limits';

/** The properties of `AgentConfiguration` that are one setting each. What is left out is left to the agent's defaults. */
export function addTypedSettings(settings: AgentSettings, agent: AgentConfiguration): void {
  const cleanup = agent.imageCleanup ?? {};
  const table: readonly (readonly [prop: string, name: string, value: string | undefined])[] = [
    ['imagePullBehavior', 'ECS_IMAGE_PULL_BEHAVIOR', agent.imagePullBehavior],
    ['imagePullTimeout', 'ECS_IMAGE_PULL_TIMEOUT', time('imagePullTimeout', agent.imagePullTimeout)],
    ['imageCleanup.enabled', 'ECS_DISABLE_IMAGE_CLEANUP', not(cleanup.enabled)],
    ['imageCleanup.interval', 'ECS_IMAGE_CLEANUP_INTERVAL', time('imageCleanup.interval', cleanup.interval, 600)],
    ['imageCleanup.minimumAge', 'ECS_IMAGE_MINIMUM_CLEANUP_AGE', time('imageCleanup.minimumAge', cleanup.minimumAge)],
    [
      'imageCleanup.imagesPerRound',
      'ECS_NUM_IMAGES_DELETE_PER_CYCLE',
      count('imageCleanup.imagesPerRound', cleanup.imagesPerRound),
    ],
    ['taskCleanupWait', 'ECS_ENGINE_TASK_CLEANUP_WAIT_DURATION', time('taskCleanupWait', agent.taskCleanupWait)],
    [
      'containerStartTimeout',
      'ECS_CONTAINER_START_TIMEOUT',
      time('containerStartTimeout', agent.containerStartTimeout, 45),
    ],
    ['containerStopTimeout', 'ECS_CONTAINER_STOP_TIMEOUT', time('containerStopTimeout', agent.containerStopTimeout)],
    ['containerMetadataFile', 'ECS_ENABLE_CONTAINER_METADATA', agent.containerMetadataFile?.toString()],
    ['privilegedContainers', 'ECS_DISABLE_PRIVILEGED', not(agent.privilegedContainers)],
    ['taskRolesOnHostNetwork', 'ECS_ENABLE_TASK_IAM_ROLE_NETWORK_HOST', agent.taskRolesOnHostNetwork?.toString()],
    ['logLevel', 'ECS_LOGLEVEL', agent.logLevel],
  ];
  for (const [prop, name, value] of table) {
    if (value !== undefined) {
      settings.set(`agent.${prop}`, name, value);
    }
  }
}

function not(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(!value);
}

function count(prop: string, value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(atLeast(1, `agent.${prop}`, value));
}

function time(prop: string, value: Duration | undefined, minimumSeconds = 1): string | undefined {
  return value && `${atLeast(minimumSeconds, `agent.${prop}`, value.toSeconds({ integral: false }), ' s')}s`;
}
