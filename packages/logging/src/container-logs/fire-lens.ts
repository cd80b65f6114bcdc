import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { cloudWatchLogs } from './cloud-watch-logs';
import type { FireLensOptions } from './fire-lens-options';
import { checkPlace } from '../destination/place';
import { type Bounds, within } from '../private/checks';
import { failure } from '../private/errors';
import { IMAGE } from '../router/defaults';

export const ROUTER_MEMORY_MIB: Bounds = { min: 32, max: 4096, default: 64, unit: ' MiB' };

export function fireLens(options: FireLensOptions): ecs.LogDriver {
  return new FireLensLogs(
    options,
    within('FireLensMemoryInvalid', 'routerMemoryMiB', ROUTER_MEMORY_MIB, options.routerMemoryMiB),
  );
}

/** CDK's driver takes its options before it knows the task that they are for. */
class FireLensLogs extends ecs.LogDriver {
  public constructor(
    private readonly options: FireLensOptions,
    private readonly memoryMiB: number,
  ) {
    super();
  }

  public override bind(scope: Construct, container: ecs.ContainerDefinition): ecs.LogDriverConfig {
    const { taskDefinition, containerName } = container;
    const output = this.options.destination._bind({
      streamPrefix: `${containerName}/`,
      region: Stack.of(scope).region,
    });
    if (output.certificate) {
      throw failure(
        'CaCertificateWithFireLens',
        `caCertificate of the destination of container '${containerName}' cannot reach a router of FireLens; use viaRouter, ` +
          'or a server whose certificate a public authority signed',
      );
    }
    checkPlace(`the destination of container '${containerName}'`, output.place, scope);
    output.statements.forEach((statement) => taskDefinition.addToTaskRolePolicy(statement));
    if (!taskDefinition.node.children.some((child) => child instanceof ecs.FirelensLogRouter)) {
      addRouter(taskDefinition, this.memoryMiB);
    }
    return new ecs.FireLensLogDriver({
      options: { Name: output.plugin, ...output.settings, ...output.values },
      secretOptions: Object.keys(output.secrets).length > 0 ? { ...output.secrets } : undefined,
    }).bind(scope, container);
  }
}

function addRouter(taskDefinition: ecs.TaskDefinition, memoryMiB: number): void {
  taskDefinition.addFirelensLogRouter('log-router', {
    // CDK's own choice is the 2.x that AWS still calls stable, with permissions on every log group
    image: ecs.ContainerImage.fromRegistry(IMAGE),
    firelensConfig: { type: ecs.FirelensLogRouterType.FLUENTBIT },
    memoryReservationMiB: memoryMiB,
    logging: cloudWatchLogs({ streamPrefix: 'fire-lens' }),
  });
}
