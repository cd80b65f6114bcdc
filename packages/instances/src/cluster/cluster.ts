import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { ClusterGroups } from './cluster-groups';
import { DEFAULTS } from '../group/defaults';
import { InstanceGroup } from '../group/instance-group';
import type { InstanceGroupOptions } from '../group/instance-group-props';

/** Properties of `Cluster`. */
export interface ClusterProps {
  /** Where the instances run: its private subnets. Any VPC, this library's `Network` or your own. */
  readonly vpc: ec2.IVpc;

  /**
   * The cluster's physical name. Do not call it `default`: an agent without configuration joins the cluster of that
   * name, whoever started its instance.
   *
   * @default - made by CloudFormation
   */
  readonly clusterName?: string;

  /**
   * Metrics of tasks and containers in CloudWatch, which charges for them.
   *
   * @default ecs.ContainerInsights.ENABLED
   */
  readonly containerInsights?: ecs.ContainerInsights;

  /**
   * Where sessions of ECS Exec are logged and with which key they are encrypted. A service turns ECS Exec on for its
   * tasks by `enableExecuteCommand`; instances need nothing for it.
   *
   * @default - sessions are logged where the task logs
   */
  readonly executeCommandConfiguration?: ecs.ExecuteCommandConfiguration;

  /**
   * The namespace in which services without one of their own are found.
   *
   * @default - none
   */
  readonly defaultCloudMapNamespace?: ecs.CloudMapNamespaceOptions;
}

/**
 * An ECS cluster made of instance groups. It is an `ecs.Cluster`: every CDK construct that takes one takes this.
 * Answers the `ecs` module of terraform-ecs.
 */
export class Cluster extends ecs.Cluster {
  public constructor(scope: Construct, id: string, props: ClusterProps) {
    super(scope, id, {
      vpc: props.vpc,
      clusterName: props.clusterName,
      containerInsightsV2: props.containerInsights ?? DEFAULTS.containerInsights,
      executeCommandConfiguration: props.executeCommandConfiguration,
      defaultCloudMapNamespace: props.defaultCloudMapNamespace,
    });
  }

  /**
   * Adds a group of instances, as often as there are kinds of them. The name is unique in the cluster, and part of the
   * logical ids: another name is another group.
   *
   * @param name 1 to 64 letters, digits, `-` and `_`; `default` unless you say another one
   */
  public addInstanceGroup(name = DEFAULTS.instanceGroupName, options: InstanceGroupOptions = {}): InstanceGroup {
    const groups = ClusterGroups.of(this);
    groups.checkFree(name);
    return new InstanceGroup(groups, name, { ...options, cluster: this });
  }
}
