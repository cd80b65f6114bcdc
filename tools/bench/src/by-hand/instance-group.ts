import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Duration, Stack, Tags } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { SSH, type Bastion } from './bastion';
import { GROUP_TAG, hostStatements, sessionStatement } from './host-statements';
import { hostUserData, LAUNCH_HOOK } from './host-user-data';
import type { LogRouter } from './log-router';
import { ScaleInProtection } from './scale-in-protection';
import type { GroupSettings } from './settings';
import type { SystemContainer } from './system-containers';

const IMAGE_PARAMETERS = '/aws/service/ecs/optimized-ami/amazon-linux-2023';

export interface InstanceGroupProps extends GroupSettings {
  readonly cluster: ecs.Cluster;
  /** Absent, people come through Session Manager. */
  readonly bastion?: Bastion;
  readonly registryLogin?: secretsmanager.ISecret;
  readonly router?: LogRouter;
  /** Run on every instance, beside the router's. */
  readonly containers?: readonly SystemContainer[];
}

/** Launch template, Auto Scaling group and capacity provider. */
export class InstanceGroup extends Construct implements ec2.IConnectable {
  public readonly capacityProvider: string;
  public readonly connections: ec2.Connections;

  public constructor(scope: Construct, id: string, props: InstanceGroupProps) {
    super(scope, id);
    const { cluster, bastion } = props;
    const tag = this.node.path;

    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('ec2.amazonaws.com'),
      description: `Container instances of group ${id}`,
    });
    hostStatements(this, cluster.clusterName, tag).forEach((statement) => role.addToPolicy(statement));
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: cluster.vpc,
      description: `Container instances of group ${id}`,
      allowAllIpv6Outbound: true,
    });
    this.connections = securityGroup.connections;
    if (bastion) {
      this.connections.allowFrom(bastion, SSH, 'SSH from the bastion');
    } else {
      role.addToPolicy(sessionStatement());
    }

    props.registryLogin?.grantRead(role);
    props.router?.grantSend(role);

    const launchTemplate = this.launchTemplate(props, role, securityGroup);
    const group = this.autoScalingGroup(props, launchTemplate);
    const name = `${Stack.of(this).stackName}/${id}`;
    Tags.of(launchTemplate).add('Name', name);
    Tags.of(group).add('Name', name);
    Tags.of(group).add(GROUP_TAG, tag);
    group.node.addDependency(role, cluster.vpc.internetConnectivityEstablished);

    const provider = new ecs.AsgCapacityProvider(this, 'CapacityProvider', {
      autoScalingGroup: group,
      enableManagedDraining: true,
      spotInstanceDraining: props.spot,
    });
    cluster.addAsgCapacityProvider(provider);
    provider.node.addDependency(new ScaleInProtection(this, 'ScaleInProtection', group));
    this.capacityProvider = provider.capacityProviderName;
  }

  private launchTemplate(
    props: InstanceGroupProps,
    role: iam.IRole,
    securityGroup: ec2.ISecurityGroup,
  ): ec2.LaunchTemplate {
    return new ec2.LaunchTemplate(this, 'LaunchTemplate', {
      instanceType: new ec2.InstanceType(props.instanceTypes[0]),
      machineImage: props.amiRelease
        ? ec2.MachineImage.fromSsmParameter(`${IMAGE_PARAMETERS}/${props.amiRelease}/image_id`)
        : ecs.EcsOptimizedImage.amazonLinux2023(),
      role,
      securityGroup,
      userData: hostUserData({
        clusterName: props.cluster.clusterName,
        group: this.node.id,
        spot: props.spot ?? false,
        containers: [...(props.router ? [props.router.container] : []), ...(props.containers ?? [])],
        registryLogin: props.registryLogin?.secretArn,
      }),
      httpTokens: ec2.LaunchTemplateHttpTokens.REQUIRED,
      httpPutResponseHopLimit: 1,
      detailedMonitoring: false,
      blockDevices: [
        {
          deviceName: '/dev/xvda',
          volume: ec2.BlockDeviceVolume.ebs(30, {
            volumeType: ec2.EbsDeviceVolumeType.GP3,
            encrypted: true,
            deleteOnTermination: true,
          }),
        },
      ],
    });
  }

  private autoScalingGroup(
    props: InstanceGroupProps,
    launchTemplate: ec2.LaunchTemplate,
  ): autoscaling.AutoScalingGroup {
    const group = new autoscaling.AutoScalingGroup(this, 'AutoScalingGroup', {
      vpc: props.cluster.vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      minCapacity: props.minCapacity,
      maxCapacity: props.maxCapacity,
      ...(props.spot ? { mixedInstancesPolicy: spotPolicy(props, launchTemplate) } : { launchTemplate }),
      capacityRebalance: props.spot,
      defaultInstanceWarmup: Duration.seconds(0),
      groupMetrics: [autoscaling.GroupMetrics.all()],
      updatePolicy: autoscaling.UpdatePolicy.instanceRefresh({
        strategy: autoscaling.InstanceRefreshStrategy.ROLLING,
        scaleInProtectedInstances: autoscaling.ScaleInProtectedInstances.REFRESH,
        minHealthyPercentage: 100,
        maxHealthyPercentage: 110,
        instanceWarmup: Duration.seconds(0),
      }),
    });
    // in the group itself: a hook that is a resource of its own comes after the first instances
    (group.node.defaultChild as autoscaling.CfnAutoScalingGroup).lifecycleHookSpecificationList = [
      {
        lifecycleHookName: LAUNCH_HOOK,
        lifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING',
        heartbeatTimeout: Duration.minutes(15).toSeconds(),
        defaultResult: 'ABANDON',
      },
    ];
    return group;
  }
}

function spotPolicy(props: InstanceGroupProps, launchTemplate: ec2.ILaunchTemplate): autoscaling.MixedInstancesPolicy {
  return {
    launchTemplate,
    launchTemplateOverrides: props.instanceTypes.map((type) => ({ instanceType: new ec2.InstanceType(type) })),
    instancesDistribution: {
      onDemandBaseCapacity: 0,
      onDemandPercentageAboveBaseCapacity: 0,
      onDemandAllocationStrategy: autoscaling.OnDemandAllocationStrategy.PRIORITIZED,
      spotAllocationStrategy: autoscaling.SpotAllocationStrategy.PRICE_CAPACITY_OPTIMIZED,
    },
  };
}
