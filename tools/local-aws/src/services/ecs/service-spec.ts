import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';
import { randomInt } from 'node:crypto';
import { announceDeployment } from './events';
import type { Deployment, DeploymentSpec, Service } from './model';
import type { Runtime } from './runtime';

/** AWS's defaults for the bounds of a rolling deployment. */
export function bounds({ daemon, kept }: Pick<Service, 'daemon' | 'kept'>): { min: number; max: number } {
  const configuration: DeploymentConfiguration = kept.deploymentConfiguration ?? {};
  return {
    min: configuration.minimumHealthyPercent ?? (daemon ? 0 : 100),
    max: configuration.maximumPercent ?? (daemon ? 100 : 200),
  };
}

export function newDeployment(runtime: Runtime, service: Service, spec: DeploymentSpec): Deployment {
  const now = runtime.clock.date();
  const deployment: Deployment = {
    id: `ecs-svc/${String(randomInt(2 ** 47)).padStart(19, '0')}`,
    spec,
    createdAt: now,
    updatedAt: now,
    failedTasks: 0,
    hasRun: false,
    rolloutState: 'IN_PROGRESS',
    rolloutReason: '',
    notBefore: 0,
  };
  deployment.rolloutReason = `ECS deployment ${deployment.id} in progress.`;
  service.deployments.unshift(deployment);
  announceDeployment(runtime, service, deployment, 'SERVICE_DEPLOYMENT_IN_PROGRESS');
  return deployment;
}
