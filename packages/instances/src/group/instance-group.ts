import type * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Lazy, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct, type IDependable } from 'constructs';
import { checkCluster, checkImages, checkNumbers, checkRootVolume } from './checks';
import { DEFAULTS, GROUP_ATTRIBUTE, GROUP_TAG, LAUNCH_HOOK_NAME } from './defaults';
import { bootReportStatements, hostStatements } from './host-policy';
import type { GroupStrategyOptions, IInstanceGroup, InstanceTag } from './i-instance-group';
import type { InstanceGroupProps } from './instance-group-props';
import { leastMemory } from './instance-memory';
import { InstanceRole } from './instance-role';
import { architectureOf } from './instance-types';
import { autoScalingGroup, launchTemplate } from './launch';
import { groupMetric, reservationMetric } from './metrics';
import { checkAttributes, checkGroupName, logGroupName, pathInStack } from './names';
import { PurchaseOption } from './purchase-option';
import { registeredCapacity } from './registered-capacity';
import { groupSubnets } from './subnets';
import { grantToAutoScaling } from './volume-key';
import { HostAccess } from '../access/host-access';
import { SSH } from '../access/ssh';
import { DynamicPortRange } from '../agent/dynamic-port-range';
import type { IBootContribution } from '../boot/boot-contribution';
import { HostBoot } from '../boot/host-boot';
import { ClusterGroups } from '../cluster/cluster-groups';
import { MachineImage } from '../image/machine-image';
import { failure } from '../private/errors';
import { GroupRepair } from '../repair/group-repair';
import { HostReportQueue } from '../repair/host-report-queue';
import { LaunchResumption } from '../repair/launch-resumption';
import { Repair } from '../repair/repair';

/**
 * One kind of container instance with one scaling range: a launch template, an Auto Scaling group over the private
 * subnets and a capacity provider with managed scaling, managed draining and managed termination protection. Answers
 * the `ecs_instances` module of terraform-ecs.
 *
 * Usually made by `cluster.addInstanceGroup(…)`; with a plain `ecs.Cluster` of CDK, by `new`. Any number of groups can
 * share a cluster; each lives in the cluster's stack.
 */
export class InstanceGroup extends Construct implements IInstanceGroup {
  /** Unique in the cluster; every instance carries it as an attribute, see `placementConstraint()`. */
  public readonly instanceGroupName: string;

  /** The cluster that the instances register with. */
  public readonly cluster: ecs.ICluster;

  /** The instances' Auto Scaling group; add alarms or scheduled actions here. */
  public readonly autoScalingGroup: autoscaling.IAutoScalingGroup;

  /** For services: better through `capacityProviderStrategy()`. */
  public readonly capacityProviderName: string;

  /** Whether ECS decides how many instances there are, by the tasks; otherwise people or policies of yours do. */
  public readonly managedScaling: boolean;

  /** Which container images run here. */
  public readonly architecture: ec2.InstanceArchitecture;

  /** The role of the instances. Containers have roles of their own: grant to those what only a container needs. */
  public readonly role: iam.IRole;

  /** Who is granted what is granted to the group: the role of the instances. */
  public readonly grantPrincipal: iam.IPrincipal;

  /** For what happens on instances during a deployment: depend on it, and by then their role may do what it must. */
  public readonly permissions: IDependable;

  /** Carried by the group, its instances and nothing else. */
  public readonly instanceTag: InstanceTag;

  /**
   * Where each instance says what became of each of its boots: a log stream by its id, records in JSON. Kept for 30 days,
   * and deleted with the group. `docs/boot-report.md` says how to read them.
   */
  public readonly bootReports: logs.ILogGroup;

  /** Host ports of containers with a dynamic port mapping: open these towards a load balancer. */
  public readonly dynamicPortRange = DynamicPortRange.tcp();

  /** Who reaches the instances: nobody but what host access opens, until you say so. */
  public readonly connections: ec2.Connections;

  /** What looks after the instances: its alarms are here to be given actions. */
  public readonly repairs: GroupRepair;

  private readonly types: readonly ec2.InstanceType[];
  private readonly instanceRole: InstanceRole;
  private readonly boot: HostBoot;
  /** Whether no instance has a way to the internet. */
  private readonly isolated: boolean;

  public constructor(scope: Construct, id: string, props: InstanceGroupProps) {
    super(scope, id);
    const name = props.instanceGroupName ?? id;
    checkGroupName(name);
    const cluster = checkCluster(this, name, props.cluster);
    checkNumbers(name, props);
    checkAttributes(name, props.attributes ?? {});
    this.types = [...(props.instanceTypes ?? DEFAULTS.instanceTypes)];
    this.architecture = architectureOf(name, this.types);
    this.instanceGroupName = name;
    this.cluster = cluster;
    const groups = ClusterGroups.of(cluster);
    groups.claim(name);

    const image = (props.machineImage ?? MachineImage.ecsOptimized())._bind(this, {
      group: name,
      architecture: this.architecture,
      instanceTypes: this.types,
    });
    checkRootVolume(name, props.rootVolumeGiB ?? DEFAULTS.rootVolumeGiB, image.snapshotGiB);
    const subnets = groupSubnets(name, cluster.vpc, props.vpcSubnets);
    const purchase = (props.purchaseOption ?? PurchaseOption.onDemand())._bind();
    const access = (props.access ?? HostAccess.sessionManager())._bind();
    const repair = (props.repair ?? Repair.replace())._bind();
    const healthReports = new HostReportQueue(this, 'HealthReports');

    const { stackName } = Stack.of(this);
    this.instanceTag = { key: GROUP_TAG, value: `${stackName}/${pathInStack(this)}` };
    const bootReportsName = logGroupName(this, 'boot-reports');
    this.bootReports = new logs.LogGroup(this, 'BootReports', {
      logGroupName: bootReportsName,
      retention: DEFAULTS.bootReportRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.boot = new HostBoot(this, 'Boot', {
      clusterName: cluster.clusterName,
      agent: props.agent,
      attributes: { ...props.attributes, [GROUP_ATTRIBUTE]: name },
      registryAuth: props.registryAuth,
      spot: purchase.spot,
      imdsBlocked: !props.allowImdsFromContainers,
      smallest: leastMemory(this.types),
      stepsBefore: props.bootStepsBefore,
      stepsAfter: props.bootStepsAfter,
      launchHookName: LAUNCH_HOOK_NAME,
      bootTimeout: props.bootTimeout ?? DEFAULTS.bootTimeout,
      reports: { group: name, logGroupName: bootReportsName, queueUrl: healthReports.queue.queueUrl },
    });

    this.instanceRole = new InstanceRole(this, 'Instance', { group: name, ...props });
    this.instanceRole.allow(hostStatements(this, cluster, this.instanceTag, purchase.spot));
    this.instanceRole.allow(bootReportStatements(this.bootReports));
    this.instanceRole.allow([...access.policyStatements, healthReports.statement]);
    this.role = this.instanceRole.role;
    this.permissions = this.instanceRole;
    this.grantPrincipal = this.role.grantPrincipal;
    this.boot.grantTo(this.role);
    if (props.volumeEncryptionKey) {
      grantToAutoScaling(this, props.volumeEncryptionKey);
    }

    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: cluster.vpc,
      description: `Container instances of group ${name}`,
      allowAllIpv6Outbound: true,
    });
    const plan = {
      options: props,
      vpc: cluster.vpc,
      subnets: subnets.selection,
      instanceTypes: this.types,
      purchase,
      image,
      role: this.role,
      securityGroup,
      keyPair: access.keyPair,
      userData: this.boot.userData,
      instanceName: `${stackName}/${name}`,
      instanceTag: this.instanceTag,
    };
    const template = launchTemplate(this, plan);
    const group = autoScalingGroup(this, plan, template);
    const resumption = new LaunchResumption(this, 'LaunchResumption', {
      tag: this.instanceTag,
      boot: Lazy.string({ produce: () => [template.latestVersionNumber, ...this.boot.revisions].join(' ') }),
    });
    // it has to launch when it changes
    group.node.addDependency(resumption);
    // no instance boots before it may do what booting takes, and reaches whom it must
    group.node.addDependency(this.instanceRole, subnets.connected, this.bootReports);
    this.autoScalingGroup = group;
    this.connections = new ec2.Connections({ securityGroups: [securityGroup] });
    if (access.ssh) {
      this.connections.allowFrom(access.ssh.from, SSH, access.ssh.description);
    }

    this.managedScaling = props.managedScaling ?? DEFAULTS.managedScaling;
    this.capacityProviderName = registeredCapacity(this, cluster, group, {
      managedScaling: this.managedScaling,
      targetCapacityPercent: props.targetCapacityPercent,
    });
    const { role } = this;
    this.repairs = GroupRepair._of(this, 'Repair', {
      name,
      cluster,
      autoScalingGroup: group,
      role,
      reports: healthReports,
      repair,
    });
    this.isolated = subnets.isolated;
    groups.add(this, subnets.isolated);
  }

  /** What an instance may be, in order of preference. */
  public get instanceTypes(): ec2.InstanceType[] {
    return [...this.types];
  }

  /**
   * Adds to what every instance runs: files, steps, units, reservations. Bound at once, in a child construct of the
   * group named like the contribution; twice the same name fails with `ContributionTwice`.
   */
  public contribute(contribution: IBootContribution): void {
    const name = contribution.contributionName;
    const contributions = this.node.tryFindChild('Contributions') ?? new Construct(this, 'Contributions');
    if (contributions.node.tryFindChild(name)) {
      throw failure(
        'ContributionTwice',
        `group '${this.instanceGroupName}' already has a contribution '${name}'; ` +
          `give one of them another contributionName`,
      );
    }
    const scope = new Construct(contributions, name);
    const contributed = contribution.bind(scope, this);
    if (this.isolated) {
      checkImages(this.instanceGroupName, name, contributed.images ?? []);
    }
    this.boot.add(name, contributed);
    this.instanceRole.allow(contributed.policyStatements ?? []);
  }

  /**
   * For `capacityProviderStrategies` of a service: places its tasks on this group and, with managed scaling, makes the
   * group grow and shrink with them. A service without a strategy is placed on whatever instances exist and scales nothing.
   */
  public capacityProviderStrategy(options: GroupStrategyOptions = {}): ecs.CapacityProviderStrategy {
    return { capacityProvider: this.capacityProviderName, weight: options.weight ?? 1, base: options.base };
  }

  /** For `placementConstraints` of tasks and services that are placed without this group's capacity provider. */
  public placementConstraint(): ecs.PlacementConstraint {
    return ecs.PlacementConstraint.memberOf(`attribute:${GROUP_ATTRIBUTE} == ${this.instanceGroupName}`);
  }

  /**
   * How much of the group its tasks need, in percent: above the target ECS adds instances, below it takes some away. It
   * has data only with managed scaling.
   *
   * @default - average over one minute
   */
  public metricCapacityProviderReservation(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return reservationMetric(this, options);
  }

  /**
   * How many instances take work.
   *
   * @default - average over one minute
   */
  public metricInServiceInstances(options: cloudwatch.MetricOptions = {}): cloudwatch.Metric {
    return groupMetric(this, 'GroupInServiceInstances', options);
  }
}
