import type { RegisterTaskDefinitionCommandInput } from '@aws-sdk/client-ecs';
import type { ResourceType } from '../../cloudformation/resource-type';
import { pick } from './camel-case';
import { unlessMissing } from './missing';
import { changeTags, ecsTags } from './tags';

const REGISTERED = [
  'ContainerDefinitions',
  'Cpu',
  'EnableFaultInjection',
  'ExecutionRoleArn',
  'Family',
  'IpcMode',
  'Memory',
  'NetworkMode',
  'PidMode',
  'PlacementConstraints',
  'ProxyConfiguration',
  'RequiresCompatibilities',
  'RuntimePlatform',
  'TaskRoleArn',
  'Volumes',
];

export const taskDefinition: ResourceType = {
  type: 'AWS::ECS::TaskDefinition',
  honours: [...REGISTERED, 'Tags'],

  async create(context, properties) {
    const input = pick<RegisterTaskDefinitionCommandInput>(properties, REGISTERED);
    const { taskDefinition: registered } = await context.clients.ecs.registerTaskDefinition({
      ...input,
      family: input.family ?? context.physicalName(),
      // The template has numbers here where the API has texts.
      ...(input.cpu === undefined ? {} : { cpu: String(input.cpu) }),
      ...(input.memory === undefined ? {} : { memory: String(input.memory) }),
      tags: ecsTags(properties, context.tags),
    });
    const arn = String(registered?.taskDefinitionArn);
    return { physicalId: arn, attributes: { TaskDefinitionArn: arn } };
  },

  /** Only tags: anything else makes a new revision, which is a new resource. */
  async update(context, existing, properties, previous) {
    await changeTags(context, existing.physicalId, properties, previous);
    return existing;
  },

  async delete(context, { physicalId }) {
    await unlessMissing(context.clients.ecs.deregisterTaskDefinition({ taskDefinition: physicalId }));
  },
};
