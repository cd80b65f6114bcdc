import { NETWORK, SUBNETS } from './network-template';

type Resources = Record<string, object>;

export interface ClustersOptions {
  readonly image: string;
  /** Each gets a group of two instances, a daemon and a service behind a load balancer. */
  readonly clusters: readonly { readonly name: string; readonly network: 'bridge' | 'awsvpc' }[];
  readonly logGroup: string;
}

/** A network, and in it as many clusters as wanted. */
export function clustersTemplate({ image, clusters, logGroup }: ClustersOptions): string {
  const resources = clusters.map(({ name, network: mode }) => cluster(name, mode, image));
  const Logs = { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: logGroup } };
  return JSON.stringify({ Resources: Object.assign({ Logs }, NETWORK, ...resources) as Resources });
}

const userData = (name: string) => `#!/bin/bash
cat > /etc/ecs/ecs.config <<'EOF'
ECS_CLUSTER=${name}
ECS_DYNAMIC_HOST_PORT_RANGE=40000-40100
EOF
`;

function cluster(name: string, networkMode: 'bridge' | 'awsvpc', image: string): Resources {
  const id = (part: string) => `${name}${part}`;
  const own = (part: string) => ({ Ref: id(part) });
  const isBridge = networkMode === 'bridge';
  const network = { AwsvpcConfiguration: { Subnets: SUBNETS, SecurityGroups: [{ Ref: 'SecurityGroup' }] } };
  return {
    [id('Cluster')]: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: name } },
    [id('Template')]: {
      Type: 'AWS::EC2::LaunchTemplate',
      Properties: {
        LaunchTemplateData: {
          ImageId: image,
          InstanceType: 't3.small',
          SecurityGroupIds: [{ Ref: 'SecurityGroup' }],
          UserData: { 'Fn::Base64': userData(name) },
        },
      },
    },
    [id('Group')]: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      DependsOn: id('Cluster'),
      Properties: {
        MinSize: '2',
        MaxSize: '2',
        VPCZoneIdentifier: SUBNETS,
        LaunchTemplate: {
          LaunchTemplateId: own('Template'),
          Version: { 'Fn::GetAtt': [id('Template'), 'LatestVersionNumber'] },
        },
      },
    },
    [id('Balancer')]: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Type: isBridge ? 'application' : 'network', Scheme: 'internal', Subnets: SUBNETS },
    },
    [id('Targets')]: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: {
        Name: `${name}-targets`,
        VpcId: { Ref: 'Vpc' },
        Port: 80,
        Protocol: isBridge ? 'HTTP' : 'TCP',
        TargetType: isBridge ? 'instance' : 'ip',
      },
    },
    [id('Listener')]: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: own('Balancer'),
        Port: 80,
        Protocol: isBridge ? 'HTTP' : 'TCP',
        DefaultActions: [{ Type: 'forward', TargetGroupArn: own('Targets') }],
      },
    },
    [id('Tasks')]: tasks(`${name}-web`, { ContainerPort: 80 }, networkMode),
    [id('Service')]: {
      Type: 'AWS::ECS::Service',
      DependsOn: [id('Listener'), id('Group')],
      Properties: {
        ServiceName: 'web',
        Cluster: own('Cluster'),
        LaunchType: 'EC2',
        TaskDefinition: own('Tasks'),
        DesiredCount: 3,
        HealthCheckGracePeriodSeconds: 60,
        LoadBalancers: [{ TargetGroupArn: own('Targets'), ContainerName: 'web', ContainerPort: 80 }],
        ...(isBridge ? {} : { NetworkConfiguration: network }),
      },
    },
    [id('DaemonTasks')]: tasks(`${name}-daemon`, { ContainerPort: 9100, HostPort: 9100 }, 'bridge'),
    [id('Daemon')]: {
      Type: 'AWS::ECS::Service',
      DependsOn: id('Group'),
      Properties: {
        ServiceName: 'daemon',
        Cluster: own('Cluster'),
        LaunchType: 'EC2',
        SchedulingStrategy: 'DAEMON',
        TaskDefinition: own('DaemonTasks'),
      },
    },
  };
}

function tasks(Family: string, port: object, NetworkMode: string) {
  const ContainerDefinitions = [{ Name: 'web', Image: 'web:1', Memory: 64, PortMappings: [port] }];
  return { Type: 'AWS::ECS::TaskDefinition', Properties: { Family, NetworkMode, ContainerDefinitions } };
}
