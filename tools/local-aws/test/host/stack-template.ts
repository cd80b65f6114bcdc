/** User data as ECS Groundwork renders it, as far as ECS and Auto Scaling get to see it. */
const USER_DATA = `#!/bin/bash
put 600 /etc/ecs/ecs.config <<'EOF'
ECS_CLUSTER=cluster
EOF
put 644 /var/lib/ecs-groundwork/launch-hook <<'EOF'
boot
EOF
systemctl enable ecs-groundwork-launch-complete.service
`;

export interface TemplateOptions {
  readonly image: string;
  readonly family: string;
}

/** A network, a cluster with one group, and a service on it. */
export function template({ image, family }: TemplateOptions): string {
  const subnet = (index: number) => ({
    Type: 'AWS::EC2::Subnet',
    Properties: {
      VpcId: { Ref: 'Vpc' },
      CidrBlock: `10.0.${index}.0/24`,
      AvailabilityZone: { 'Fn::Select': [index, { 'Fn::GetAZs': '' }] },
    },
  });
  return JSON.stringify({
    Resources: {
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
      SubnetA: subnet(0),
      SubnetB: subnet(1),
      SecurityGroup: {
        Type: 'AWS::EC2::SecurityGroup',
        Properties: { GroupDescription: 'hosts', VpcId: { Ref: 'Vpc' } },
      },
      LaunchTemplate: {
        Type: 'AWS::EC2::LaunchTemplate',
        Properties: {
          LaunchTemplateData: {
            ImageId: image,
            InstanceType: 't3.small',
            SecurityGroupIds: [{ Ref: 'SecurityGroup' }],
            UserData: { 'Fn::Base64': USER_DATA },
          },
        },
      },
      Cluster: { Type: 'AWS::ECS::Cluster', Properties: { ClusterName: 'cluster' } },
      Group: {
        Type: 'AWS::AutoScaling::AutoScalingGroup',
        DependsOn: 'Cluster',
        UpdatePolicy: {
          AutoScalingInstanceRefresh: { Strategy: 'Rolling', Preferences: { ScaleInProtectedInstances: 'Refresh' } },
          AutoScalingScheduledAction: { IgnoreUnmodifiedGroupSizeProperties: true },
        },
        Properties: {
          AutoScalingGroupName: 'group',
          MinSize: '2',
          MaxSize: '4',
          NewInstancesProtectedFromScaleIn: true,
          VPCZoneIdentifier: [{ Ref: 'SubnetA' }, { Ref: 'SubnetB' }],
          LaunchTemplate: {
            LaunchTemplateId: { Ref: 'LaunchTemplate' },
            Version: { 'Fn::GetAtt': ['LaunchTemplate', 'LatestVersionNumber'] },
          },
          LifecycleHookSpecificationList: [
            {
              LifecycleHookName: 'boot',
              LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
              HeartbeatTimeout: 600,
            },
          ],
          Tags: [{ Key: 'team', Value: 'blue', PropagateAtLaunch: true }],
        },
      },
      Provider: {
        Type: 'AWS::ECS::CapacityProvider',
        Properties: {
          AutoScalingGroupProvider: {
            AutoScalingGroupArn: { Ref: 'Group' },
            ManagedScaling: { Status: 'ENABLED', TargetCapacity: 100 },
            ManagedTerminationProtection: 'ENABLED',
            ManagedDraining: 'ENABLED',
          },
        },
      },
      Association: {
        Type: 'AWS::ECS::ClusterCapacityProviderAssociations',
        Properties: {
          Cluster: { Ref: 'Cluster' },
          CapacityProviders: [{ Ref: 'Provider' }],
          DefaultCapacityProviderStrategy: [{ CapacityProvider: { Ref: 'Provider' }, Weight: 1 }],
        },
      },
      Tasks: {
        Type: 'AWS::ECS::TaskDefinition',
        Properties: {
          Family: family,
          ContainerDefinitions: [
            {
              Name: 'web',
              Image: 'web:1',
              Memory: 128,
              PortMappings: [{ ContainerPort: 80, HostPort: 0 }],
              DockerLabels: { Team: 'blue' },
            },
          ],
        },
      },
      Service: {
        Type: 'AWS::ECS::Service',
        DependsOn: 'Association',
        Properties: {
          ServiceName: 'service',
          Cluster: { Ref: 'Cluster' },
          TaskDefinition: { Ref: 'Tasks' },
          DesiredCount: 2,
          PlacementStrategies: [{ Type: 'spread', Field: 'attribute:ecs.availability-zone' }],
          DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true } },
        },
      },
    },
  });
}
