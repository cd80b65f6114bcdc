import type * as instances from '@ecs-groundwork/instances';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import type { ContainerSpec } from '../spec/container-spec';

/** The task that both carriers in ECS run. */
export function taskDefinition(scope: Construct, spec: ContainerSpec): ecs.Ec2TaskDefinition {
  const definition = new ecs.Ec2TaskDefinition(scope, 'TaskDefinition', {
    networkMode: spec.networkMode,
    pidMode: spec.hostPid ? ecs.PidMode.HOST : undefined,
  });
  spec.policyStatements?.forEach((statement) => definition.addToTaskRolePolicy(statement));
  const container = definition.addContainer(spec.containerName, {
    containerName: spec.containerName,
    image: spec.image._forTasks(),
    memoryLimitMiB: spec.memoryLimitMiB,
    cpu: spec.cpu,
    command: spec.command,
    entryPoint: spec.entryPoint,
    environment: spec.environment,
    secrets: spec.secrets,
    healthCheck: spec.healthCheck,
    logging: spec.log._forTasks(spec.containerName),
    stopTimeout: spec.stopTimeout,
    user: spec.user,
    privileged: spec.privileged,
    readonlyRootFilesystem: spec.readonlyRootFilesystem,
    linuxParameters: linuxParameters(scope, spec),
    portMappings: spec.ports.map(({ containerPort, hostPort, protocol }) => ({ containerPort, hostPort, protocol })),
  });
  addMounts(definition, container, spec);
  spec.image._grantImport(() => definition.obtainExecutionRole());
  return definition;
}

function linuxParameters(scope: Construct, spec: ContainerSpec): ecs.LinuxParameters | undefined {
  const { addCapabilities = [], dropCapabilities = [] } = spec;
  if (addCapabilities.length + dropCapabilities.length === 0) {
    return undefined;
  }
  const parameters = new ecs.LinuxParameters(scope, 'LinuxParameters');
  parameters.addCapabilities(...addCapabilities);
  parameters.dropCapabilities(...dropCapabilities);
  return parameters;
}

function addMounts(definition: ecs.TaskDefinition, container: ecs.ContainerDefinition, spec: ContainerSpec): void {
  spec.mounts.forEach(({ sourcePath, containerPath, readOnly }, index) => {
    const name = `mount-${index}`;
    definition.addVolume({ name, host: { sourcePath } });
    container.addMountPoints({ sourceVolume: name, containerPath, readOnly });
  });
}

/** What the instances themselves need so that they can run the task. */
export function taskContribution(spec: ContainerSpec): instances.BootContribution {
  return { logDrivers: spec.log._driversOfTasks(), images: [spec.image.imageName] };
}
