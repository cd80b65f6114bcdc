import { NETWORK, SUBNETS } from './network-template';

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
  return JSON.stringify({
    Resources: {
      ...NETWORK,
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
          VPCZoneIdentifier: SUBNETS,
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
