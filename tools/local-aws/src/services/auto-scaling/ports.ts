import type { LaunchTemplateSpecification } from '@aws-sdk/client-auto-scaling';
import type { Purchase } from './purchase';

export interface Subnet {
  readonly id: string;
  readonly zone: string;
}

/** A launch template's version as a number, never `$Latest`. */
export interface TemplateVersion {
  readonly id: string;
  readonly name: string;
  readonly version: string;
}

export interface ResolvedTemplate extends TemplateVersion {
  readonly imageId?: string;
  readonly instanceType?: string;
  /** As in the template: base64. */
  readonly userData?: string;
}

export interface LaunchRequest {
  readonly template: ResolvedTemplate;
  readonly subnet: Subnet;
  /** Overrides the template's own type. */
  readonly instanceType?: string;
  readonly purchase: Purchase;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

/** The EC2 calls that Auto Scaling makes. */
export interface Ec2Port {
  /** Fails in AWS's words when one does not exist. */
  subnets(ids: readonly string[]): Promise<Subnet[]>;
  /** Fails in AWS's words when the template or its version does not exist. */
  template(specification: LaunchTemplateSpecification): Promise<ResolvedTemplate>;
  run(request: LaunchRequest): Promise<LaunchedEc2Instance>;
  terminate(instanceId: string): Promise<void>;
  /** Those of `instanceIds` that EC2 no longer runs. */
  notRunning(instanceIds: readonly string[]): Promise<string[]>;
}

export interface LaunchedEc2Instance {
  readonly instanceId: string;
  readonly instanceType: string;
  readonly imageId?: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
}

export interface LaunchedInstance extends LaunchedEc2Instance {
  readonly groupName: string;
  readonly zone: string;
  readonly subnetId: string;
  readonly userData?: string;
}

/** What runs on the instances: hears when one starts and when one is gone. */
export interface InstanceObserver {
  launched(instance: LaunchedInstance): void;
  terminated(instanceId: string): void;
}

/** Delivers a lifecycle hook's message to its SNS topic or SQS queue. */
export interface HookTarget {
  notify(targetArn: string, message: Readonly<Record<string, unknown>>): Promise<void>;
}
