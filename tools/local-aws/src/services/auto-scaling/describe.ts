import type {
  Activity as ActivityOutput,
  AutoScalingGroup,
  AutoScalingInstanceDetails,
  Instance as InstanceOutput,
  InstanceRefresh,
  LifecycleHook,
  TagDescription,
} from '@aws-sdk/client-auto-scaling';
import { globalTimeout } from './lifecycle';
import type { Activity, Group, Hook, Instance, Refresh } from './model';

export function groupOutput(group: Group): AutoScalingGroup {
  return {
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: group.arn,
    ...(group.launch.kind === 'template'
      ? { LaunchTemplate: group.launch.template }
      : { MixedInstancesPolicy: group.launch.policy }),
    MinSize: group.minSize,
    MaxSize: group.maxSize,
    DesiredCapacity: group.desiredCapacity,
    DefaultCooldown: group.defaultCooldown,
    DefaultInstanceWarmup: group.defaultInstanceWarmup,
    AvailabilityZones: [...new Set(group.subnets.map(({ zone }) => zone))],
    LoadBalancerNames: [],
    TargetGroupARNs: [],
    HealthCheckType: group.healthCheckType,
    HealthCheckGracePeriod: group.healthCheckGracePeriod,
    Instances: [...group.instances.values()].map(instanceOutput),
    CreatedTime: group.createdAt,
    SuspendedProcesses: [...group.suspended].map(([ProcessName, SuspensionReason]) => ({
      ProcessName,
      SuspensionReason,
    })),
    VPCZoneIdentifier: group.subnets.map(({ id }) => id).join(','),
    EnabledMetrics: group.metrics,
    Status: group.deleting ? 'Delete in progress' : undefined,
    Tags: tagOutputs(group),
    TerminationPolicies: [...group.terminationPolicies],
    NewInstancesProtectedFromScaleIn: group.newInstancesProtected,
    ServiceLinkedRoleARN: group.serviceLinkedRoleArn,
    MaxInstanceLifetime: group.maxInstanceLifetime,
    CapacityRebalance: group.capacityRebalance,
  };
}

export function tagOutputs(group: Group): TagDescription[] {
  return [...group.tags.values()].map(({ key, value, propagateAtLaunch }) => ({
    ResourceId: group.name,
    ResourceType: 'auto-scaling-group',
    Key: key,
    Value: value,
    PropagateAtLaunch: propagateAtLaunch,
  }));
}

function instanceOutput(instance: Instance): InstanceOutput {
  const { id: LaunchTemplateId, name: LaunchTemplateName, version: Version } = instance.template;
  return {
    InstanceId: instance.id,
    InstanceType: instance.instanceType,
    AvailabilityZone: instance.zone,
    LifecycleState: instance.state,
    HealthStatus: instance.health,
    LaunchTemplate: { LaunchTemplateId, LaunchTemplateName, Version },
    ImageId: instance.imageId,
    ProtectedFromScaleIn: instance.protectedFromScaleIn,
  };
}

export function instanceDetails(group: Group, instance: Instance): AutoScalingInstanceDetails {
  const { HealthStatus, ...output } = instanceOutput(instance);
  return {
    InstanceId: output.InstanceId,
    InstanceType: output.InstanceType,
    AutoScalingGroupName: group.name,
    AvailabilityZone: output.AvailabilityZone,
    LifecycleState: output.LifecycleState,
    // The list of all instances writes it in capitals, the group's own list does not.
    HealthStatus: HealthStatus?.toUpperCase(),
    LaunchTemplate: output.LaunchTemplate,
    ImageId: output.ImageId,
    ProtectedFromScaleIn: output.ProtectedFromScaleIn,
  };
}

export function activityOutput(activity: Activity): ActivityOutput {
  return {
    ActivityId: activity.id,
    AutoScalingGroupName: activity.groupName,
    AutoScalingGroupARN: activity.groupArn,
    Description: activity.description,
    Cause: activity.cause,
    StartTime: activity.startTime,
    EndTime: activity.endTime,
    StatusCode: activity.status,
    StatusMessage: activity.statusMessage,
    Progress: activity.progress,
    Details: JSON.stringify(activity.details),
  };
}

export function hookOutput(group: Group, hook: Hook): LifecycleHook {
  return {
    LifecycleHookName: hook.name,
    AutoScalingGroupName: group.name,
    LifecycleTransition: hook.transition,
    NotificationTargetARN: hook.targetArn,
    RoleARN: hook.roleArn,
    NotificationMetadata: hook.metadata,
    HeartbeatTimeout: hook.heartbeatTimeout,
    GlobalTimeout: globalTimeout(hook),
    DefaultResult: hook.defaultResult,
  };
}

export function refreshOutput(group: Group, refresh: Refresh): InstanceRefresh {
  const left = refresh.outdated.size;
  const finished = refresh.endTime !== undefined;
  return {
    InstanceRefreshId: refresh.id,
    AutoScalingGroupName: group.name,
    Status: refresh.status,
    StatusReason: refresh.reason,
    StartTime: refresh.startTime,
    EndTime: refresh.endTime,
    // Not 100 before the last new instance is in service.
    PercentageComplete:
      refresh.total === 0 ? (finished ? 100 : 0) : percentage(refresh.total - left, refresh.total, finished),
    InstancesToUpdate: left,
    Preferences: refresh.preferences,
    ...(refresh.desired === undefined
      ? {}
      : {
          DesiredConfiguration:
            refresh.desired.kind === 'template'
              ? { LaunchTemplate: refresh.desired.template }
              : { MixedInstancesPolicy: refresh.desired.policy },
        }),
  };
}

function percentage(replaced: number, total: number, finished: boolean): number {
  const share = Math.floor((replaced * 100) / total);
  return finished ? share : Math.min(share, 99);
}
