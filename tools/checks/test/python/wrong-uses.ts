import * as instances from '@ecs-groundwork/instances';
import * as loadbalancer from '@ecs-groundwork/loadbalancer';
import * as logging from '@ecs-groundwork/logging';
import * as network from '@ecs-groundwork/network';
import * as systemContainers from '@ecs-groundwork/system-containers';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { App, Stack } from 'aws-cdk-lib/core';

/** What a wrong use finds; `wrong_uses.py` has the same for Python. */
export class Surroundings {
  public readonly app = new App();
  public readonly stack = new Stack(this.app, 'Test');
  public readonly vpc = new ec2.Vpc(this.stack, 'Vpc');

  public readonly group = (vpc: ec2.IVpc = this.vpc): instances.InstanceGroup =>
    new instances.Cluster(this.stack, 'Cluster', { vpc }).addInstanceGroup('default');

  public readonly service = (group: instances.InstanceGroup): ecs.Ec2Service => {
    const taskDefinition = new ecs.Ec2TaskDefinition(this.stack, 'Tasks');
    taskDefinition.addContainer('web', {
      image: ecs.ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29'),
      memoryReservationMiB: 128,
      portMappings: [{ containerPort: 80 }],
    });
    return new ecs.Ec2Service(this.stack, 'Web', {
      cluster: group.cluster,
      taskDefinition,
      minHealthyPercent: 100,
      capacityProviderStrategies: [group.capacityProviderStrategy()],
    });
  };

  public readonly container = (
    props: Partial<systemContainers.SystemContainerProps>,
  ): systemContainers.SystemContainer =>
    new systemContainers.SystemContainer({
      containerName: 'exporter',
      image: systemContainers.SystemContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29'),
      memoryLimitMiB: 64,
      ...props,
    });
}

export interface WrongUse {
  /** Whose check it is: the name of a package. */
  readonly of: string;
  readonly arises: 'in a constructor' | 'in a static method' | 'in a method' | 'at synthesis';
  readonly inTypeScript: (made: Surroundings) => unknown;
  readonly inPython: string;
  /** All that a user reads; at synthesis, CDK says something first. */
  readonly text: string;
}

/** What CDK says around a text from `node.addValidation`. */
const invalid = (path: string, text: string) =>
  `ValidationFailedWithErrors: Validation failed with the following errors:\n  [${path}] ${text}`;

/** For each package each way in which an error of it can arise. The packages' own tests have all their errors. */
export const WRONG_USES: readonly WrongUse[] = [
  {
    of: 'network',
    arises: 'in a constructor',
    inTypeScript: ({ stack }) => new network.Network(stack, 'Network', { zones: 1 }),
    inPython: 'network.Network(stack, "Network", zones=1)',
    text: 'ZoneCountOutOfRange: zones must be 2 to 6, got 1; leave it out for 2',
  },
  {
    of: 'network',
    arises: 'in a static method',
    inTypeScript: () => network.AddressPlan.of('nonsense'),
    inPython: 'network.AddressPlan.of("nonsense")',
    text: "CidrInvalid: base must be an IPv4 range such as '10.0.0.0/16', got 'nonsense'",
  },
  {
    of: 'instances',
    arises: 'in a constructor',
    inTypeScript: ({ stack, vpc }) => new instances.Bastion(stack, 'Bastion', { vpc, allowFrom: [] }),
    inPython: 'instances.Bastion(stack, "Bastion", vpc=vpc, allow_from=[])',
    text:
      'BastionSourcesMissing: allowFrom is empty, so nobody could reach the bastion; name the address ranges that ' +
      "people come from, for example ec2.Peer.ipv4('198.51.100.0/24')",
  },
  {
    of: 'instances',
    arises: 'in a static method',
    inTypeScript: () => instances.Replacement.instanceRefresh({ minHealthyPercentage: 101 }),
    inPython: 'instances.Replacement.instance_refresh(min_healthy_percentage=101)',
    text: 'HealthyPercentageOutOfRange: minHealthyPercentage must be 0 to 100, got 101',
  },
  {
    of: 'instances',
    arises: 'in a method',
    inTypeScript: ({ stack, vpc }) =>
      new instances.Cluster(stack, 'Cluster', { vpc }).addInstanceGroup('default', { minCapacity: 5, maxCapacity: 2 }),
    inPython:
      'instances.Cluster(stack, "Cluster", vpc=vpc).add_instance_group("default", min_capacity=5, max_capacity=2)',
    text:
      "CapacityOutOfRange: minCapacity (5) of group 'default' is more than maxCapacity (2); raise maxCapacity or " +
      'lower minCapacity',
  },
  {
    of: 'instances',
    arises: 'at synthesis',
    inTypeScript: ({ stack, group, service }) => {
      const subnetConfiguration = [{ name: 'Inner', subnetType: ec2.SubnetType.PRIVATE_ISOLATED }];
      service(group(new ec2.Vpc(stack, 'Closed', { subnetConfiguration })));
    },
    inPython: [
      'inner = ec2.SubnetConfiguration(name="Inner", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED)',
      'service(group(ec2.Vpc(stack, "Closed", subnet_configuration=[inner])))',
    ].join('\n'),
    text: invalid(
      'Test/Cluster/InstanceGroups',
      "ImageOutOfReach: service Test/Web runs public.ecr.aws/nginx/nginx:1.29 on group 'default', whose isolated " +
        'subnets do not reach public.ecr.aws; copy the image to Amazon ECR',
    ),
  },
  {
    of: 'loadbalancer',
    arises: 'in a constructor',
    inTypeScript: ({ stack, vpc }) => new loadbalancer.ApplicationLoadBalancer(stack, 'Front', { vpc }),
    inPython: 'loadbalancer.ApplicationLoadBalancer(stack, "Front", vpc=vpc)',
    text:
      'CertificateMissing: a load balancer needs a certificate, to be reached by HTTPS; give one of AWS Certificate ' +
      'Manager, or say plainHttp: true',
  },
  {
    of: 'loadbalancer',
    arises: 'in a method',
    inTypeScript: ({ stack, vpc, group, service }) => {
      const balancer = new loadbalancer.ApplicationLoadBalancer(stack, 'Front', { vpc, plainHttp: true });
      balancer.addService('Web', { service: service(group()), containerName: 'api' });
    },
    inPython: [
      'balancer = loadbalancer.ApplicationLoadBalancer(stack, "Front", vpc=vpc, plain_http=True)',
      'balancer.add_service("Web", service=service(group()), container_name="api")',
    ].join('\n'),
    text:
      "ContainerNotFound: service Test/Web has no container 'api'; add it to the task definition first, or leave " +
      'containerName out for the first essential one',
  },
  {
    of: 'loadbalancer',
    arises: 'at synthesis',
    inTypeScript: ({ stack, vpc, group, service }) => {
      const balancer = new loadbalancer.ApplicationLoadBalancer(stack, 'Front', { vpc, plainHttp: true });
      balancer.addService('Web', { service: service(group()) });
    },
    inPython: [
      'balancer = loadbalancer.ApplicationLoadBalancer(stack, "Front", vpc=vpc, plain_http=True)',
      'balancer.add_service("Web", service=service(group()))',
    ].join('\n'),
    text: invalid(
      'Test/Front',
      "GroupOutOfReach: service Test/Web runs on group 'default', which load balancer Test/Front may not reach; call " +
        'allowTo with that group',
    ),
  },
  {
    of: 'system-containers',
    arises: 'in a constructor',
    inTypeScript: ({ container }) => container({ memoryLimitMiB: 1 }),
    inPython: 'container(memory_limit_mib=1)',
    text:
      "MemoryLimitInvalid: memoryLimitMiB of system container 'exporter' must be a whole number of at least 6 MiB, " +
      'known at synthesis, got 1 MiB',
  },
  {
    of: 'system-containers',
    arises: 'in a method',
    inTypeScript: ({ group, container }) =>
      group().contribute(container({ carrier: systemContainers.Carrier.ecsTask() })),
    inPython: 'group().contribute(container(carrier=system_containers.Carrier.ecs_task()))',
    text:
      "EcsTaskHoldsInstances: system container 'exporter' would run as a task on every instance of group 'default', " +
      'whose managed scaling removes only instances without such tasks, so none ever; use another carrier, set ' +
      'managedScaling: false on the group, or accept it with Carrier.ecsTask({ holdsInstancesAgainstScaleIn: true })',
  },
  {
    of: 'system-containers',
    arises: 'at synthesis',
    inTypeScript: ({ group, container }) => group().contribute(container({ startAfter: ['router'] })),
    inPython: 'group().contribute(container(start_after=["router"]))',
    text: invalid(
      'Test/Cluster/InstanceGroups/default/Contributions/exporter/StartOrder',
      "StartAfterUnknown: system container 'exporter' has 'router' in startAfter, which group 'default' does not run " +
        'on boot; it runs no other',
    ),
  },
  {
    of: 'logging',
    arises: 'in a constructor',
    inTypeScript: () => new logging.LogRouter({ memoryLimitMiB: 64 }),
    inPython: 'logging.LogRouter(memory_limit_mib=64)',
    text:
      'RouterMemoryInvalid: memoryLimitMiB must be a whole number of 96 to 4096 MiB, known at synthesis, got 64 MiB; ' +
      'leave it out for 192 MiB',
  },
  {
    of: 'logging',
    arises: 'in a static method',
    inTypeScript: () => logging.LogDestination.elasticsearch({ host: 'https://x/' }),
    inPython: 'logging.LogDestination.elasticsearch(host="https://x/")',
    text:
      "HostInvalid: host must be a host's name or IPv4 address, without a scheme, a port or a path, got " +
      '"https://x/"',
  },
  {
    of: 'logging',
    arises: 'in a method',
    inTypeScript: ({ app }) => {
      const here = new Stack(app, 'Here', { env: { region: 'eu-west-1' } });
      const there = new Stack(app, 'There', { env: { region: 'eu-north-1' } });
      const cluster = new instances.Cluster(here, 'Cluster', { vpc: new ec2.Vpc(here, 'Vpc') });
      const hostLogs = new logging.HostLogGroups(there, 'HostLogs');
      cluster.addInstanceGroup('default').contribute(new logging.LogRouter({ hostLogs }));
    },
    inPython: [
      'here = cdk.Stack(app, "Here", env=cdk.Environment(region="eu-west-1"))',
      'there = cdk.Stack(app, "There", env=cdk.Environment(region="eu-north-1"))',
      'cluster = instances.Cluster(here, "Cluster", vpc=ec2.Vpc(here, "Vpc"))',
      'host_logs = logging.HostLogGroups(there, "HostLogs")',
      'cluster.add_instance_group("default").contribute(logging.LogRouter(host_logs=host_logs))',
    ].join('\n'),
    text:
      "LogsElsewhere: hostLogs of group 'default' must be in the region of who writes to it, eu-west-1, got " +
      'eu-north-1; make one in each region',
  },
];
