import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Tags } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { DEFAULTS, LAUNCH_HOOK_NAME } from './defaults';
import type { InstanceTag } from './i-instance-group';
import type { InstanceGroupOptions } from './instance-group-props';
import type { PurchaseConfig } from './purchase-config';
import { RegisteredAutoScalingGroup } from './registered-auto-scaling-group';
import { Replacement } from './replacement';
import type { ImageConfig } from '../image/image-config';
import type * as iam from 'aws-cdk-lib/aws-iam';

/** What has been decided about a group before its instances are described to EC2. */
export interface LaunchPlan {
  readonly options: InstanceGroupOptions;
  readonly vpc: ec2.IVpc;
  readonly subnets: ec2.SubnetSelection;
  readonly instanceTypes: readonly ec2.InstanceType[];
  readonly purchase: PurchaseConfig;
  readonly image: ImageConfig;
  readonly role: iam.IRole;
  readonly securityGroup: ec2.ISecurityGroup;
  readonly keyPair?: ec2.IKeyPair;
  readonly userData: ec2.UserData;
  /** `<stack>/<group>`, what people see in the console. */
  readonly instanceName: string;
  readonly instanceTag: InstanceTag;
}

export function launchTemplate(scope: Construct, plan: LaunchPlan): ec2.LaunchTemplate {
  const { options, image } = plan;
  const template = new ec2.LaunchTemplate(scope, 'LaunchTemplate', {
    instanceType: plan.instanceTypes[0],
    machineImage: image.image,
    role: plan.role,
    securityGroup: plan.securityGroup,
    keyPair: plan.keyPair,
    userData: plan.userData,
    httpTokens: ec2.LaunchTemplateHttpTokens.REQUIRED,
    httpPutResponseHopLimit: options.allowImdsFromContainers ? 2 : 1,
    detailedMonitoring: options.detailedMonitoring ?? false,
    blockDevices: [
      {
        deviceName: image.rootDeviceName,
        volume: ec2.BlockDeviceVolume.ebs(options.rootVolumeGiB ?? DEFAULTS.rootVolumeGiB, {
          volumeType: ec2.EbsDeviceVolumeType.GP3,
          encrypted: true,
          kmsKey: options.volumeEncryptionKey,
          deleteOnTermination: true,
        }),
      },
    ],
  });
  for (const securityGroup of options.securityGroups ?? []) {
    template.addSecurityGroup(securityGroup);
  }
  // CDK renders the template's tags as those of instances and volumes
  Tags.of(template).add('Name', plan.instanceName);
  return template;
}

export function autoScalingGroup(
  scope: Construct,
  plan: LaunchPlan,
  template: ec2.LaunchTemplate,
): RegisteredAutoScalingGroup {
  const { options, purchase } = plan;
  const group = new RegisteredAutoScalingGroup(scope, 'AutoScalingGroup', {
    vpc: plan.vpc,
    vpcSubnets: plan.subnets,
    minCapacity: options.minCapacity ?? DEFAULTS.minCapacity,
    maxCapacity: options.maxCapacity ?? DEFAULTS.maxCapacity,
    ...launchFrom(plan, template),
    // launches the successor when AWS announces that a Spot instance is at risk: two minutes' notice, of which there
    // is none for a removal by rebalancing, are too short to start tasks elsewhere
    capacityRebalance: purchase.spot,
    defaultInstanceWarmup: DEFAULTS.instanceWarmup,
    groupMetrics: [autoscaling.GroupMetrics.all()],
    notifications: options.notifications,
    updatePolicy: (options.replacement ?? Replacement.instanceRefresh())._bind(),
  });
  addLaunchHook(group, options);
  Tags.of(group).add('Name', plan.instanceName);
  Tags.of(group).add(plan.instanceTag.key, plan.instanceTag.value);
  return group;
}

/** One On-Demand type is the launch template's; anything else takes a mixed instances policy. */
function launchFrom(plan: LaunchPlan, template: ec2.LaunchTemplate) {
  if (!plan.purchase.spot && plan.instanceTypes.length === 1) {
    return { launchTemplate: template };
  }
  return {
    mixedInstancesPolicy: {
      launchTemplate: template,
      launchTemplateOverrides: plan.instanceTypes.map((instanceType) => ({ instanceType })),
      instancesDistribution: plan.purchase.distribution,
    },
  };
}

/**
 * An instance is in service once the host has completed this hook, after it registered with ECS: so the group and an
 * instance refresh count only instances that take work. Written into the group itself: a hook that is a resource of
 * its own comes after the first instances.
 */
function addLaunchHook(group: autoscaling.AutoScalingGroup, options: InstanceGroupOptions): void {
  const resource = group.node.defaultChild as autoscaling.CfnAutoScalingGroup;
  resource.lifecycleHookSpecificationList = [
    {
      lifecycleHookName: LAUNCH_HOOK_NAME,
      lifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
      heartbeatTimeout: (options.bootTimeout ?? DEFAULTS.bootTimeout).toSeconds(),
      defaultResult: 'ABANDON',
    },
  ];
}
