import type {
  DeregisterTaskDefinitionCommandInput,
  DescribeTaskDefinitionCommandInput,
  ListTaskDefinitionFamiliesCommandInput,
  ListTaskDefinitionsCommandInput,
  RegisterTaskDefinitionCommandInput,
} from '@aws-sdk/client-ecs';
import { action, page, type Action } from '../support';
import { requiredAttributes } from './demand';
import { clientError, demanded, invalidToken, lookUpTaskDefinition } from './find';
import type { StoredTaskDefinition } from './model';
import { arnOf, type Runtime } from './runtime';
import { included, tagList, tagsOf } from './tags';
import { checkTaskDefinition } from './task-definition-checks';

export function taskDefinitionActions(runtime: Runtime): Record<string, Action> {
  return {
    RegisterTaskDefinition: action<RegisterTaskDefinitionCommandInput>(
      [
        'family',
        'taskRoleArn',
        'executionRoleArn',
        'networkMode',
        'containerDefinitions',
        'volumes',
        'placementConstraints',
        'requiresCompatibilities',
        'cpu',
        'memory',
        'tags',
        'pidMode',
        'ipcMode',
        'proxyConfiguration',
        'runtimePlatform',
        'enableFaultInjection',
      ],
      (input) => {
        const stored = register(runtime, input);
        return { taskDefinition: stored.definition, tags: tagList(stored.tags) };
      },
    ),
    DescribeTaskDefinition: action<DescribeTaskDefinitionCommandInput>(
      ['taskDefinition', 'include'],
      ({ taskDefinition, include }) => {
        const { definition, tags } = found(runtime, taskDefinition);
        return { taskDefinition: definition, ...included(include, tags) };
      },
    ),
    DeregisterTaskDefinition: action<DeregisterTaskDefinitionCommandInput>(['taskDefinition'], ({ taskDefinition }) => {
      const reference = demanded(taskDefinition, 'taskDefinition');
      if (!reference.includes(':')) {
        throw clientError('Missing revision: a task definition is deregistered by family:revision or ARN.');
      }
      const stored = found(runtime, reference);
      stored.definition = { ...stored.definition, status: 'INACTIVE', deregisteredAt: runtime.clock.date() };
      return { taskDefinition: stored.definition };
    }),
    ListTaskDefinitions: action<ListTaskDefinitionsCommandInput>(
      ['familyPrefix', 'status', 'sort', 'nextToken', 'maxResults'],
      ({ familyPrefix, status = 'ACTIVE', sort = 'ASC', nextToken, maxResults = 100 }) => {
        const chosen = [...runtime.families.values()]
          .flat()
          .filter(
            ({ family, definition }) =>
              definition.status === status && (familyPrefix === undefined || family === familyPrefix),
          )
          .map(({ arn }) => arn);
        const { items, next } = page(sort === 'DESC' ? chosen.reverse() : chosen, maxResults, nextToken, invalidToken);
        return { taskDefinitionArns: items, nextToken: next };
      },
    ),
    ListTaskDefinitionFamilies: action<ListTaskDefinitionFamiliesCommandInput>(
      ['familyPrefix', 'status', 'nextToken', 'maxResults'],
      ({ familyPrefix = '', status = 'ALL', nextToken, maxResults = 100 }) => {
        const chosen = [...runtime.families]
          .filter(([family]) => family.startsWith(familyPrefix))
          .filter(
            ([, revisions]) =>
              status === 'ALL' ||
              revisions.some(({ definition }) => definition.status === 'ACTIVE') === (status === 'ACTIVE'),
          )
          .map(([family]) => family);
        const { items, next } = page(chosen, maxResults, nextToken, invalidToken);
        return { families: items, nextToken: next };
      },
    ),
  };
}

function register(runtime: Runtime, input: RegisterTaskDefinitionCommandInput): StoredTaskDefinition {
  checkTaskDefinition(input);
  const { tags, containerDefinitions = [], ...kept } = input;
  const family = demanded(input.family, 'family');
  const revisions = runtime.families.get(family) ?? [];
  const revision = (revisions.at(-1)?.revision ?? 0) + 1;
  const arn = arnOf(runtime, `task-definition/${family}:${revision}`);
  const stored: StoredTaskDefinition = {
    arn,
    family,
    revision,
    definition: {
      volumes: [],
      placementConstraints: [],
      ...kept,
      containerDefinitions: containerDefinitions.map((container) => ({
        cpu: 0,
        essential: true,
        portMappings: [],
        environment: [],
        mountPoints: [],
        volumesFrom: [],
        ...container,
      })),
      taskDefinitionArn: arn,
      family,
      revision,
      status: 'ACTIVE',
      requiresAttributes: requiredAttributes(input).map((name) => ({ name: name.split('=')[0] })),
      compatibilities: input.networkMode === 'awsvpc' ? ['EC2', 'FARGATE'] : ['EC2'],
      registeredAt: runtime.clock.date(),
    },
    tags: tagsOf(tags),
  };
  runtime.families.set(family, [...revisions, stored]);
  return stored;
}

function found(runtime: Runtime, reference: string | undefined): StoredTaskDefinition {
  const stored = lookUpTaskDefinition(runtime, demanded(reference, 'taskDefinition'));
  if (stored === undefined) {
    throw clientError('Unable to describe task definition.');
  }
  return stored;
}
