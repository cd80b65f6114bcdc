import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Stack, type App, type StackProps } from 'aws-cdk-lib/core';
import { Balancer } from './balancer';
import { Bastion } from './bastion';
import { InstanceGroup } from './instance-group';
import { LogRouter } from './log-router';
import type { ClusterSettings } from './settings';
import { nodeExporter } from './system-containers';

export interface ClusterStackProps extends StackProps, ClusterSettings {
  readonly vpc: ec2.IVpc;
}

export class ClusterStack extends Stack {
  public readonly cluster: ecs.Cluster;
  public readonly groups: Readonly<Record<string, InstanceGroup>>;
  public readonly balancers: readonly Balancer[];

  public constructor(app: App, id: string, props: ClusterStackProps) {
    super(app, id, props);
    const { vpc } = props;
    this.cluster = new ecs.Cluster(this, 'Cluster', { vpc, containerInsightsV2: ecs.ContainerInsights.ENABLED });
    const shared = {
      cluster: this.cluster,
      bastion: props.sshFrom && new Bastion(this, 'Bastion', { vpc, allowFrom: props.sshFrom }),
      registryLogin:
        props.registryLogin === undefined
          ? undefined
          : secretsmanager.Secret.fromSecretNameV2(this, 'RegistryLogin', props.registryLogin),
      router: props.logs && new LogRouter(this, 'Logs', props.logs),
      containers: props.metrics ? [nodeExporter] : [],
    };
    this.groups = Object.fromEntries(
      Object.entries(props.groups).map(([name, group]) => [
        name,
        new InstanceGroup(this, name, { ...shared, ...group }),
      ]),
    );
    this.balancers = props.balancers ? this.balancersOf(vpc, props.balancers) : [];
  }

  private balancersOf(vpc: ec2.IVpc, settings: NonNullable<ClusterSettings['balancers']>): Balancer[] {
    const { domainName, deletionProtection } = settings;
    const shared = {
      vpc,
      group: this.groups.default,
      deletionProtection,
      certificate: domainName
        ? new acm.Certificate(this, 'Certificate', {
            domainName,
            validation: acm.CertificateValidation.fromDns(),
          })
        : undefined,
      accessLogs: settings.accessLogs
        ? new s3.Bucket(this, 'AccessLogs', {
            blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
            enforceSSL: true,
            removalPolicy: settings.logRemoval,
          })
        : undefined,
    };
    return [
      new Balancer(this, 'Front', { ...shared, internetFacing: true }),
      ...(settings.internal ? [new Balancer(this, 'Inside', { ...shared, internetFacing: false })] : []),
    ];
  }
}
