import { RemovalPolicy } from 'aws-cdk-lib/core';
import type { LogRouterProps } from './log-router';

export interface NetworkSettings {
  /** The first two numbers of all addresses. */
  readonly addresses: string;
  readonly natGateways: number;
  readonly flowLogs: boolean;
}

export interface GroupSettings {
  readonly instanceTypes: readonly string[];
  readonly spot?: boolean;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  /** A release of the ECS-optimised image; absent, the recommended one. */
  readonly amiRelease?: string;
}

export interface BalancerSettings {
  /** For a certificate; absent, plain HTTP. */
  readonly domainName?: string;
  readonly accessLogs: boolean;
  /** Whether there is one for callers inside the VPC as well. */
  readonly internal: boolean;
  readonly deletionProtection: boolean;
  readonly logRemoval: RemovalPolicy;
}

export interface ClusterSettings {
  readonly sshFrom?: readonly string[];
  readonly groups: Readonly<Record<string, GroupSettings>>;
  /** The name of a secret. */
  readonly registryLogin?: string;
  /** Absent, there is no log router. */
  readonly logs?: LogRouterProps;
  /** Whether hosts show their metrics. */
  readonly metrics?: boolean;
  readonly balancers?: BalancerSettings;
}

/** What the settings of the reference apps say, for an environment without this repository's packages. */
export interface Settings {
  readonly name: string;
  readonly terminationProtection: boolean;
  readonly network: NetworkSettings;
  readonly cluster: ClusterSettings;
  readonly serviceTasks: number;
}

const amiRelease = 'al2023-ami-ecs-hvm-2023.0.20260922-kernel-6.1-x86_64';

export const SETTINGS = {
  acceptance: {
    name: 'acceptance',
    terminationProtection: false,
    network: { addresses: '10.10', natGateways: 1, flowLogs: false },
    cluster: {
      sshFrom: ['198.51.100.0/24'],
      groups: { default: { instanceTypes: ['t3.medium'], minCapacity: 2, maxCapacity: 4 } },
      registryLogin: 'registry-login',
      logs: { removalPolicy: RemovalPolicy.DESTROY },
      metrics: true,
      balancers: {
        accessLogs: false,
        internal: false,
        deletionProtection: false,
        logRemoval: RemovalPolicy.DESTROY,
      },
    },
    serviceTasks: 2,
  },
  production: {
    name: 'production',
    terminationProtection: true,
    network: { addresses: '10.20', natGateways: 2, flowLogs: true },
    cluster: {
      groups: {
        default: { instanceTypes: ['m6i.large'], minCapacity: 2, maxCapacity: 10, amiRelease },
        batch: {
          instanceTypes: ['m6i.large', 'm5.large', 'm6a.large'],
          spot: true,
          minCapacity: 0,
          maxCapacity: 10,
          amiRelease,
        },
      },
      registryLogin: 'registry-login',
      logs: {
        elasticsearch: { host: 'logs.example.com', loginSecret: 'elasticsearch-login' },
        removalPolicy: RemovalPolicy.RETAIN,
      },
      metrics: true,
      balancers: {
        domainName: 'www.example.com',
        accessLogs: true,
        internal: true,
        deletionProtection: true,
        logRemoval: RemovalPolicy.RETAIN,
      },
    },
    serviceTasks: 4,
  },
} as const satisfies Readonly<Record<string, Settings>>;
