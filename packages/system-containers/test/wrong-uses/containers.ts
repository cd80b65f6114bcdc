import * as ecs from 'aws-cdk-lib/aws-ecs';
import { Duration, Lazy, Token } from 'aws-cdk-lib/core';
import type { WrongUse } from './wrong-use';
import { SystemContainerImage } from '../../src';
import { container } from '../support';

/** Containers that no carrier could run. */
export const CONTAINER_USES: readonly WrongUse[] = [
  {
    name: 'a name with capitals',
    use: () => container({ containerName: 'NodeExporter' }),
    text:
      'ContainerNameInvalid: containerName must be 1 to 48 lower-case letters, digits and hyphens, beginning with a ' +
      "letter or digit and known at synthesis, got 'NodeExporter'",
  },
  {
    name: 'a name that only the deployment knows',
    use: () => container({ containerName: Lazy.string({ produce: () => 'x' }) }),
    text:
      'ContainerNameInvalid: containerName must be 1 to 48 lower-case letters, digits and hyphens, beginning with a ' +
      "letter or digit and known at synthesis, got 'a token'",
  },
  {
    name: 'an image that is none',
    use: () => SystemContainerImage.fromRegistry('--privileged'),
    text: "ImageNameInvalid: an image is named like public.ecr.aws/nginx/nginx:1.29 or like …@sha256:…, got '--privileged'",
  },
  {
    name: 'an image of ECR by its name alone',
    use: () => SystemContainerImage.fromRegistry('111122223333.dkr.ecr.eu-west-1.amazonaws.com/exporter:1'),
    text:
      'ImageInEcr: image 111122223333.dkr.ecr.eu-west-1.amazonaws.com/exporter:1 is in Amazon ECR, which asks for a login; ' +
      'use SystemContainerImage.fromEcrRepository(repository, tagOrDigest)',
  },
  {
    name: 'less memory than Docker takes',
    use: () => container({ memoryLimitMiB: 5 }),
    text:
      "MemoryLimitInvalid: memoryLimitMiB of system container 'exporter' must be a whole number of at least 6 MiB, known " +
      'at synthesis, got 5 MiB',
  },
  {
    name: 'memory that only the deployment knows',
    use: () => container({ memoryLimitMiB: Token.asNumber({ Ref: 'Memory' }) }),
    text:
      "MemoryLimitInvalid: memoryLimitMiB of system container 'exporter' must be a whole number of at least 6 MiB, known " +
      'at synthesis, got a token',
  },
  {
    name: 'a share of the processor below the least',
    use: () => container({ cpu: 1 }),
    text: "CpuInvalid: cpu of system container 'exporter' must be a whole number of at least 2, known at synthesis, got 1",
  },
  {
    name: 'a command that only the deployment knows',
    use: () => container({ command: Lazy.list({ produce: () => ['x'] }) }),
    text:
      "WordsUnknown: command of system container 'exporter' must be a list that is known at synthesis; its words may be " +
      'tokens, not the list itself',
  },
  {
    name: 'a word that no process takes',
    use: () => container({ entryPoint: ['a\0b'] }),
    text:
      "TextNotWritable: entryPoint of system container 'exporter' holds a null character or half of a surrogate pair; " +
      'only text can be given to a container',
  },
  {
    name: 'a health check without a command',
    use: () => container({ healthCheck: { command: [] } }),
    text: "HealthCheckEmpty: system container 'exporter' has a healthCheck without a command; name one, or leave healthCheck out",
  },
  {
    name: 'a variable that is no name',
    use: () => container({ environment: { 'LOG=LEVEL': 'warn' } }),
    text:
      "VariableNameInvalid: environment of system container 'exporter' has a variable 'LOG=LEVEL'; letters, digits and " +
      '. _ -, beginning with a letter or underscore',
  },
  {
    name: 'a value that no process takes',
    use: () => container({ environment: { LEVEL: '\ud800' } }),
    text:
      "TextNotWritable: LEVEL in environment of system container 'exporter' holds a null character or half of a " +
      'surrogate pair; only text can be given to a container',
  },
  {
    name: 'a network that ECS makes',
    use: () => container({ networkMode: ecs.NetworkMode.AWS_VPC }),
    text:
      "NetworkModeUnsupported: system container 'exporter' has networkMode 'awsvpc'; it must be " +
      'ecs.NetworkMode.BRIDGE or HOST',
  },
  {
    name: 'a port that no host has',
    use: () => container({ ports: [{ containerPort: 65536 }] }),
    text:
      "PortInvalid: containerPort of system container 'exporter' must be a whole number from 1 to 65535, known at " +
      'synthesis, got 65536',
  },
  {
    name: 'a port of the host that Docker would choose',
    use: () => container({ ports: [{ containerPort: 80, hostPort: 0 }] }),
    text:
      "PortInvalid: hostPort of system container 'exporter' must be a whole number from 1 to 65535, known at synthesis, " +
      'got 0',
  },
  {
    name: 'a port twice',
    use: () => container({ ports: [{ containerPort: 80, hostPort: 8080 }, { containerPort: 8080 }] }),
    text:
      "HostPortTwice: system container 'exporter' publishes two ports on TCP port 8080 of the host; give each its own " +
      'hostPort',
  },
  {
    name: 'another port of the host in its own network',
    use: () => container({ networkMode: ecs.NetworkMode.HOST, ports: [{ containerPort: 80, hostPort: 8080 }] }),
    text:
      "PortNotMapped: system container 'exporter' maps container port 80, but in HOST network mode it listens on the host " +
      'itself; leave out hostPort and hostAddress',
  },
  {
    name: 'a mount with a relative path',
    use: () => container({ mounts: [{ sourcePath: 'proc', containerPath: '/host/proc' }] }),
    text:
      "MountPathInvalid: sourcePath of a mount of system container 'exporter' must be an absolute path, known at " +
      "synthesis, without , : \" and control characters, got 'proc'",
  },
  {
    name: 'a mount with what Docker reads as an option',
    use: () => container({ mounts: [{ sourcePath: '/proc', containerPath: '/p,readonly=false' }] }),
    text:
      "MountPathInvalid: containerPath of a mount of system container 'exporter' must be an absolute path, known at " +
      "synthesis, without , : \" and control characters, got '/p,readonly=false'",
  },
  {
    name: 'two mounts at one place',
    use: () =>
      container({
        mounts: ['/proc', '/sys'].map((sourcePath) => ({ sourcePath, containerPath: '/host' })),
      }),
    text: "MountTwice: system container 'exporter' mounts two things at /host; give each its own containerPath",
  },
  {
    name: 'more time to stop than anything waits for',
    use: () => container({ stopTimeout: Duration.minutes(3) }),
    text:
      "StopTimeoutInvalid: stopTimeout of system container 'exporter' must be 1 to 120 whole seconds, known at synthesis, " +
      'got 180 s',
  },
];
