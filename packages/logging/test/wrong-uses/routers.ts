import * as instances from '@ecs-groundwork/instances';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Stack } from 'aws-cdk-lib/core';
import type { WrongUse } from './wrong-use';
import { HostLogGroups, LogDestination, LogRouter } from '../../src';

const containerLogs = LogDestination.elasticsearch({ host: 'logs.example.com' });

/** Wrong routers. */
export const ROUTER_USES: readonly WrongUse[] = [
  {
    name: 'a router with too little memory',
    use: () => new LogRouter({ memoryLimitMiB: 64 }),
    text:
      'RouterMemoryInvalid: memoryLimitMiB must be a whole number of 96 to 4096 MiB, known at synthesis, got 64 MiB; ' +
      'leave it out for 192 MiB',
  },
  {
    name: 'half a MiB',
    use: () => new LogRouter({ memoryLimitMiB: 128.5 }),
    text:
      'RouterMemoryInvalid: memoryLimitMiB must be a whole number of 96 to 4096 MiB, known at synthesis, got 128.5 MiB; ' +
      'leave it out for 192 MiB',
  },
  {
    name: 'a buffer that is none',
    use: () => new LogRouter({ containerLogs, containerLogBufferMiB: 0 }),
    text:
      'BufferInvalid: containerLogBufferMiB must be a whole number of 16 to 102400 MiB, known at synthesis, got 0 MiB; ' +
      'leave it out for 1024 MiB',
  },
  {
    name: 'a buffer for nothing',
    use: () => new LogRouter({ containerLogBufferMiB: 64 }),
    text:
      'BufferWithoutContainerLogs: containerLogBufferMiB is for logs of containers, but there is no containerLogs; ' +
      'name a destination, or leave it out',
  },
  {
    name: 'two routers in a group',
    use: ({ group }) => {
      group.contribute(new LogRouter());
      group.contribute(new LogRouter());
    },
    text: "ContributionTwice: group 'default' already has a contribution 'log-router'; give one of them another contributionName",
  },
  {
    name: 'log groups of another region',
    use: ({ app }) => {
      const stack = new Stack(app, 'There', { env: { region: 'eu-west-1' } });
      const other = new Stack(app, 'Elsewhere', { env: { region: 'eu-north-1' } });
      const cluster = new instances.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
      cluster.addInstanceGroup('web').contribute(new LogRouter({ hostLogs: new HostLogGroups(other, 'HostLogs') }));
    },
    text:
      "LogsElsewhere: hostLogs of group 'web' must be in the region of who writes to it, eu-west-1, got eu-north-1; " +
      'make one in each region',
  },
  {
    name: 'a log group for containers in another region',
    use: ({ app }) => {
      const stack = new Stack(app, 'There', { env: { region: 'eu-west-1' } });
      const other = new Stack(app, 'Elsewhere', { env: { region: 'eu-north-1' } });
      const cluster = new instances.Cluster(stack, 'Cluster', { vpc: new ec2.Vpc(stack, 'Vpc') });
      const destination = LogDestination.cloudWatch({ logGroup: new logs.LogGroup(other, 'Logs') });
      cluster.addInstanceGroup('web').contribute(new LogRouter({ containerLogs: destination }));
    },
    text:
      "LogsElsewhere: the destination of containerLogs of group 'web' must be in the region of who writes to it, " +
      'eu-west-1, got eu-north-1; make one in each region',
  },
];
