import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { WrongUse } from './wrong-use';
import { ContainerLogs, LogDestination } from '../../src';

const TAG =
  'TagInvalid: tag must be letters, digits, . _ - / and the placeholders {{.Name}}, {{.ID}}, {{.FullID}} and {{.DaemonName}}, got';

/** Wrong log drivers. */
export const CONTAINER_USES: readonly WrongUse[] = [
  {
    name: 'a tag of the image, whose colon no stream may have',
    use: () => ContainerLogs.viaRouter({ tag: '{{.ImageName}}' }),
    text: `${TAG} "{{.ImageName}}"`,
  },
  { name: 'a tag that is a sentence', use: () => ContainerLogs.viaRouter({ tag: 'my app' }), text: `${TAG} "my app"` },
  {
    name: 'a label that is two',
    use: () => ContainerLogs.viaRouter({ labels: ['a,b'] }),
    text: 'LabelInvalid: labels must be names of labels: letters, digits and . _ - /, got "a,b"',
  },
  {
    name: 'an environment variable with its value',
    use: () => ContainerLogs.viaRouter({ environment: ['TEAM=web'] }),
    text: 'VariableInvalid: environment must be names of environment variables, got "TEAM=web"',
  },
  {
    name: 'a buffer of a container that would fill the instance',
    use: () => ContainerLogs.viaRouter({ bufferedLines: 63 }),
    text:
      'LogBufferInvalid: bufferedLines must be a whole number of 64 to 262144 lines, known at synthesis, got 63 lines; ' +
      'leave it out for 8192 lines',
  },
  {
    name: 'a buffer of CloudWatch logs that is none',
    use: () => ContainerLogs.cloudWatch({ streamPrefix: 'web', bufferLimitMiB: 0 }),
    text:
      'LogBufferInvalid: bufferLimitMiB must be a whole number of 1 to 256 MiB, known at synthesis, got 0 MiB; ' +
      'leave it out for 25 MiB',
  },
  {
    name: 'a buffer for logs that wait',
    use: () =>
      ContainerLogs.cloudWatch({ streamPrefix: 'web', bufferLimitMiB: 25, mode: ecs.AwsLogDriverMode.BLOCKING }),
    text: 'BufferOfBlockingLogs: bufferLimitMiB means nothing when mode is BLOCKING; leave one of them out',
  },
  {
    name: 'a prefix of streams with a colon',
    use: () => ContainerLogs.cloudWatch({ streamPrefix: 'web:1' }),
    text: 'StreamPrefixInvalid: streamPrefix must be 1 to 256 characters without : and *, got "web:1"',
  },
  {
    name: 'a router of a task with too little memory',
    use: () =>
      ContainerLogs.fireLens({
        destination: LogDestination.elasticsearch({ host: 'logs.example.com' }),
        routerMemoryMiB: 8,
      }),
    text:
      'FireLensMemoryInvalid: routerMemoryMiB must be a whole number of 32 to 4096 MiB, known at synthesis, got 8 MiB; ' +
      'leave it out for 64 MiB',
  },
  {
    name: 'a certificate that FireLens cannot bring',
    use: ({ stack }) =>
      new ecs.Ec2TaskDefinition(stack, 'Tasks').addContainer('web', {
        image: ecs.ContainerImage.fromRegistry('nginx'),
        memoryReservationMiB: 64,
        logging: ContainerLogs.fireLens({
          destination: LogDestination.elasticsearch({
            host: 'logs.example.com',
            caCertificate: ssm.StringParameter.fromStringParameterName(stack, 'Authority', '/ca'),
          }),
        }),
      }),
    text:
      "CaCertificateWithFireLens: caCertificate of the destination of container 'web' cannot reach a router of FireLens; " +
      'use viaRouter, or a server whose certificate a public authority signed',
  },
];
