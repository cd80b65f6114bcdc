import type * as instances from '@ecs-groundwork/instances';
import type * as logging from '@ecs-groundwork/logging';
import * as network from '@ecs-groundwork/network';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { App, Environment, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { balancers } from './balancers';
import { capacity } from './capacity';
import { services } from './services';

/** All that may differ between two environments; `settings.ts` holds this one's. */
export interface Settings {
  /** What the environment is called: the first part of its stacks' names. */
  readonly name: string;
  /** Where it is deployed; absent, the account and region of the credentials in use. */
  readonly env?: Environment;
  /** Refuses to delete the stacks and the load balancers until somebody turns it off. */
  readonly deletionProtection: boolean;
  readonly network: network.NetworkProps;
  /** Addresses from which people may reach the instances through a bastion; absent, there is no SSH at all. */
  readonly sshFrom?: ec2.IPeer[];
  /** The instance groups by name; services run on `default`. */
  readonly groups: Readonly<Record<string, instances.InstanceGroupOptions>>;
  /** The name of a secret with the login of a private registry; absent, images come from where no login is needed. */
  readonly registryLogin?: string;
  /** What users type, for a certificate; absent, they are served plain HTTP. */
  readonly domainName?: string;
  /** A line for every request, in a bucket. */
  readonly accessLogs: boolean;
  /** Whether a load balancer serves callers inside the VPC, beside the one for users. */
  readonly internalBalancer: boolean;
  /** Where the log router sends what containers write; what it needs is made in the stack of the cluster. */
  readonly containerLogs: (scope: Construct) => logging.LogDestination;
  readonly serviceTasks: number;
  /** What becomes of logs when their stack is deleted. */
  readonly logRemoval: RemovalPolicy;
}

/** Three stacks, so that replacing instances never holds up a deployment of services, nor the other way round. */
export function environment(app: App, settings: Settings): void {
  const { name, env, deletionProtection: terminationProtection } = settings;
  const [networkStack, clusterStack, servicesStack] = ['network', 'cluster', 'services'].map(
    (part) => new Stack(app, `${name}-${part}`, { env, terminationProtection }),
  );
  const { vpc } = new network.Network(networkStack, 'Network', settings.network);
  const built = capacity(clusterStack, vpc, settings);
  services(servicesStack, built, balancers(clusterStack, vpc, built, settings), settings);
}
