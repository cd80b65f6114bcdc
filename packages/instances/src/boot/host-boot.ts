import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Duration } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { BootContribution } from './boot-contribution';
import { bootParts, bootPlan, type BootPlan } from './boot-plan';
import type { BootStep } from './boot-step';
import { checkContribution } from './contribution-checks';
import type { HostReports } from './host-reports';
import { HostUserData } from './host-user-data';
import { multipart } from './multipart';
import { userDataErrors } from './user-data-limit';
import type { AgentConfiguration } from '../agent/agent-configuration';
import { ecsConfig } from '../agent/ecs-config';
import type { InstanceMemory } from '../group/instance-memory';
import { failure } from '../private/errors';
import type { RegistryAuth } from '../registry-auth/registry-auth';

export interface HostBootOptions {
  /** `cluster.clusterName`; usually a token. */
  readonly clusterName: string;
  readonly agent?: AgentConfiguration;
  /** `ECS_INSTANCE_ATTRIBUTES`, already checked by the group. */
  readonly attributes?: Readonly<Record<string, string>>;
  readonly registryAuth?: RegistryAuth;
  /** Whether an instance of the group may be a Spot instance. */
  readonly spot: boolean;
  /** `ECS_AWSVPC_BLOCK_IMDS`. */
  readonly imdsBlocked: boolean;
  /** The group's instance type with the least memory, if that is known. */
  readonly smallest?: InstanceMemory;
  readonly stepsBefore?: readonly BootStep[];
  readonly stepsAfter?: readonly BootStep[];
  readonly launchHookName: string;
  /** The heartbeat timeout of that hook. */
  readonly bootTimeout: Duration;
  /** Without, an instance reports to its console only. */
  readonly reports?: HostReports;
}

/** What an instance of one group does between power on and its registration with ECS. One per group. */
export class HostBoot extends Construct {
  /** For the launch template; composed when that is rendered, so contributions may come until then. */
  public readonly userData: ec2.UserData;
  private readonly contributions = new Map<string, BootContribution>();
  /** Lines that others appended to the user data. */
  private readonly commands: string[] = [];

  public constructor(
    scope: Construct,
    id: string,
    private readonly options: HostBootOptions,
  ) {
    super(scope, id);
    this.userData = new HostUserData(() => multipart(bootParts(this.plan())), this.commands);
    this.node.addValidation({
      validate: () => userDataErrors(this, this.userData.render(), this.plan().others),
    });
    this.failEarly();
  }

  /** Any time before synthesis; `name` is the contribution's. */
  public add(name: string, contribution: BootContribution): void {
    if (this.contributions.has(name)) {
      throw failure(
        'ContributionTwice',
        `the group already has a contribution '${name}'; give one of them another contributionName`,
      );
    }
    checkContribution(name, contribution);
    this.contributions.set(name, contribution);
    this.failEarly();
  }

  /** Of all that is contributed. */
  public get revisions(): string[] {
    return [...this.contributions.values()].flatMap(({ revision = [] }) => revision);
  }

  /** Lets the instance's role read what the boot reads: the registry login. */
  public grantTo(role: iam.IGrantable): void {
    this.options.registryAuth?._grantRead(role);
  }

  /** Makes the plan for its errors, so that they point to the line that caused them and not to the synthesis. */
  private failEarly(): void {
    this.plan();
  }

  private plan(): BootPlan {
    const { options, contributions } = this;
    return bootPlan({
      agentConfiguration: ecsConfig({
        clusterName: options.clusterName,
        agent: options.agent ?? {},
        attributes: options.attributes ?? {},
        spot: options.spot,
        imdsBlocked: options.imdsBlocked,
        smallest: options.smallest,
        contributions,
      }),
      launchHookName: options.launchHookName,
      bootTimeout: options.bootTimeout,
      registryAuth: options.registryAuth,
      reports: options.reports,
      stepsBefore: options.stepsBefore ?? [],
      stepsAfter: options.stepsAfter ?? [],
      contributions,
      commands: this.commands,
    });
  }
}
