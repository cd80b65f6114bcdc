import type { InstanceGroupOptions } from '@ecs-groundwork/instances';
import { SystemContainer, SystemContainerImage } from '@ecs-groundwork/system-containers';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, type Stack } from 'aws-cdk-lib/core';
import { DEPLOYMENT } from './default-world';
import type { StandIn, World } from '../aws/world';
import type { InstanceStart } from '../user-data/instances';
import { synthesiseGroup } from '../user-data/synthesise';
import { secretArn } from '../user-data/template';
import * as wanted from '../timeline/wanted';

/** A required container: it must be healthy before the instance takes work. */
export const COLLECTOR = 'system-container-collector';
/** A container of best effort. */
export const EXPORTER = 'system-container-exporter';

export const TOKEN_ARN = secretArn('collector-token', DEPLOYMENT);
export const TOKEN = 'the-token-that-must-not-lie-on-disk';

/** Amazon ECR of the account, which wants a login. */
export const ECR = `${DEPLOYMENT.account}.dkr.ecr.${DEPLOYMENT.region}.amazonaws.com`;
const REPOSITORY = 'lab/collector';

const HEALTHY_FILE = '/tmp/healthy';

/** Runs until it is told to stop; the first process of a container hears that only if it listens. */
export const RUN = "trap 'exit 0' TERM\nwhile :; do sleep 1 & wait $!; done\n";

/** What an image does whose containers become healthy after a moment, and stay so while their file is there. */
const WELL: StandIn = {
  scripts: {
    '/bin/collector': `#!/bin/sh\nsleep 1\ntouch ${HEALTHY_FILE}\n${RUN}`,
    '/bin/exporter': `#!/bin/sh\n${RUN}`,
  },
};

/** An image whose containers start and never become healthy. */
export const SICK: StandIn = { scripts: { '/bin/collector': `#!/bin/sh\n${RUN}` } };

/** Everything there that the usual group asks for. */
export const USUAL_WORLD: Partial<World> & Pick<World, 'registry' | 'secrets'> = {
  secrets: { [TOKEN_ARN]: TOKEN },
  registry: { down: false, delay: 0, missing: [], logins: {}, images: { '': WELL } },
};

/** The usual world with other registries. */
export function withRegistry(registry: Partial<World['registry']>): Partial<World> {
  return { ...USUAL_WORLD, registry: { ...USUAL_WORLD.registry, ...registry } };
}

/** A group with a required container from Amazon ECR that wants a secret, and one of best effort from a public registry. */
export function usualGroup(options?: (stack: Stack) => InstanceGroupOptions): InstanceStart {
  return synthesiseGroup(DEPLOYMENT, options, (group, stack) => {
    group.contribute(collector(stack));
    group.contribute(exporter());
  });
}

/** With the first one from another repository. */
export function groupWith(repository: string): InstanceStart {
  return synthesiseGroup(DEPLOYMENT, undefined, (group, stack) => {
    group.contribute(collector(stack, 'v1', repository));
    group.contribute(exporter());
  });
}

/** Without the second one. */
export function smallGroup(options?: (stack: Stack) => InstanceGroupOptions, tagOrDigest?: string): InstanceStart {
  return synthesiseGroup(DEPLOYMENT, options, (group, stack) => group.contribute(collector(stack, tagOrDigest)));
}

function collector(stack: Stack, tagOrDigest = 'v1', name = REPOSITORY): SystemContainer {
  const arn = `arn:aws:ecr:${DEPLOYMENT.region}:${DEPLOYMENT.account}:repository/${name}`;
  const repository = ecr.Repository.fromRepositoryArn(stack, 'Collector', arn);
  const token = secretsmanager.Secret.fromSecretCompleteArn(stack, 'Token', TOKEN_ARN);
  return new SystemContainer({
    containerName: 'collector',
    image: SystemContainerImage.fromEcrRepository(repository, tagOrDigest),
    memoryLimitMiB: 64,
    entryPoint: ['/bin/collector'],
    secretFiles: { token: ecs.Secret.fromSecretsManager(token) },
    healthCheck: { command: ['CMD-SHELL', `test -e ${HEALTHY_FILE}`], interval: Duration.seconds(1), retries: 2 },
    required: true,
  });
}

function exporter(): SystemContainer {
  return new SystemContainer({
    containerName: 'exporter',
    image: SystemContainerImage.fromRegistry('public.ecr.aws/lab/exporter:v1'),
    memoryLimitMiB: 32,
    entryPoint: ['/bin/exporter'],
    startAfter: ['collector'],
  });
}

export const CALLS = {
  registered: wanted.agent('registered'),
  agentStarted: wanted.agent('started'),
  agentStopped: wanted.agent('stopped'),
  healthy: wanted.container(COLLECTOR, 'healthy'),
  ready: wanted.unit('ecs-groundwork-ready.service', 'started'),
  launchCompleted: wanted.request('autoscaling', 'CompleteLifecycleAction', 200),
} as const;
