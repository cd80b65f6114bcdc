import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import type { WrongUse } from './wrong-use';
import { Carrier } from '../../src';
import { container } from '../support';

/** Containers that ECS could not run as they are said to be. */
export const IN_ECS_USES: readonly WrongUse[] = [
  {
    name: 'a daemon that is required',
    use: () =>
      container({
        carrier: Carrier.daemonService(),
        required: true,
        healthCheck: { command: ['true'] },
      }),
    text:
      "OnlyOnBoot: system container 'exporter' has required, which Carrier.daemonService() cannot honour: ECS starts tasks " +
      'only after the instance has registered; leave required out, or use Carrier.onBoot()',
  },
  {
    name: 'a task with secret files',
    use: ({ stack }) =>
      container({
        carrier: Carrier.ecsTask(),
        secretFiles: {
          key: ecs.Secret.fromSsmParameter(
            ssm.StringParameter.fromStringParameterArn(
              stack,
              'Key',
              'arn:aws:ssm:eu-west-1:111122223333:parameter/key',
            ),
          ),
        },
      }),
    text:
      "OnlyOnBoot: system container 'exporter' has secretFiles, which Carrier.ecsTask() cannot honour: ECS gives secrets " +
      'to containers as variables only; leave secretFiles out, or use Carrier.onBoot()',
  },
  {
    name: 'a daemon on the loopback address',
    use: () =>
      container({
        carrier: Carrier.daemonService(),
        ports: [{ containerPort: 9100, hostAddress: '127.0.0.1' }],
      }),
    text:
      "OnlyOnBoot: system container 'exporter' has hostAddress, which Carrier.daemonService() cannot honour: ECS publishes " +
      'ports on every address of the host; leave hostAddress out, or use Carrier.onBoot()',
  },
  {
    name: 'files in ECS',
    use: () => container({ carrier: Carrier.daemonService(), files: { '/etc/exporter.yaml': 'x' } }),
    text:
      "OnlyOnBoot: system container 'exporter' has files, which Carrier.daemonService() cannot honour: ECS brings no " +
      'files to instances; leave files out, or use Carrier.onBoot()',
  },
  {
    name: 'a daemon in an order',
    use: () => container({ carrier: Carrier.daemonService(), startAfter: ['router'] }),
    text:
      "OnlyOnBoot: system container 'exporter' has startAfter, which Carrier.daemonService() cannot honour: ECS knows no " +
      'order among tasks; leave startAfter out, or use Carrier.onBoot()',
  },
  {
    name: 'after a container that is a daemon',
    use: ({ group }) => {
      group.contribute(container({ containerName: 'router', carrier: Carrier.daemonService() }));
      group.contribute(container({ startAfter: ['router'] }));
    },
    text:
      "StartAfterUnknown: system container 'exporter' has 'router' in startAfter, which group 'default' does not run on " +
      'boot; it runs no other',
  },
  {
    name: 'a kept task on a group with managed scaling',
    use: ({ group }) => group.contribute(container({ carrier: Carrier.ecsTask() })),
    text:
      "EcsTaskHoldsInstances: system container 'exporter' would run as a task on every instance of group 'default', whose " +
      'managed scaling removes only instances without such tasks, so none ever; use another carrier, set ' +
      'managedScaling: false on the group, or accept it with Carrier.ecsTask({ holdsInstancesAgainstScaleIn: true })',
  },
];
