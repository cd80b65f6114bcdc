import type * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { BootStep } from './boot-step';
import type { HostFile } from './host-file';
import type { SystemdUnit } from './systemd-unit';
import type { IInstanceGroup } from '../group/i-instance-group';

/**
 * Something that another construct or package adds to the instances of a group: a system container, a log router,
 * a mount. Hand it to `group.contribute(…)`.
 *
 * An open set: implement it in TypeScript or in Python.
 */
export interface IBootContribution {
  /** Unique within a group; also the id of the construct below the group in which the contribution is bound. */
  readonly contributionName: string;

  /**
   * Called once, at once, by `group.contribute(…)`.
   *
   * @param scope whatever the contribution creates, it creates here: resources of another stack would make the two
   *   stacks wait for each other
   * @param group the group whose instances run what is returned
   */
  bind(scope: Construct, group: IInstanceGroup): BootContribution;
}

/** What a contribution wants on every instance of a group. Strings may hold tokens. */
export interface BootContribution {
  /**
   * Files, written before any step runs. Several contributions may bring the same file (path, content and mode), for
   * example a script that they share: it is written once.
   *
   * @default - none
   */
  readonly files?: HostFile[];

  /**
   * systemd units, installed with the files. Those with an `[Install]` section are enabled and, after the last step,
   * started; others are left to the units that name them.
   *
   * @default - none
   */
  readonly units?: SystemdUnit[];

  /**
   * Steps, run in this order after the group's `bootStepsBefore` and before its `bootStepsAfter`. Reports call a step
   * `<contributionName>.<name>`.
   *
   * @default - none
   */
  readonly steps?: BootStep[];

  /**
   * Memory in MiB that what runs here takes from the instance. ECS places no tasks into it. Contributions add up, and
   * to the group's `agent.reservedMemoryMiB`; more than the smallest type of the group can spare fails. Read by the
   * agent at its first registration only: a change reaches instances by replacing them.
   *
   * @default 0
   */
  readonly reservedMemoryMiB?: number;

  /**
   * TCP ports of the host that are taken. Two contributions with the same port fail.
   *
   * @default - none
   */
  readonly reservedPorts?: number[];

  /**
   * UDP ports of the host that are taken. Two contributions with the same port fail.
   *
   * @default - none
   */
  readonly reservedUdpPorts?: number[];

  /**
   * Docker log drivers that tasks may use besides those that the agent enables by itself.
   *
   * @default - none
   */
  readonly logDrivers?: string[];

  /**
   * Further settings of the agent (`ECS_…`). A setting that another contribution, the group or this library sets
   * already fails.
   *
   * @default - none
   */
  readonly agentSettings?: Record<string, string>;

  /**
   * Container images that instances pull when they boot, as Docker takes them. Nothing is pulled by naming them here: on
   * a group without a way to the internet, one from a public registry fails, as no instance could ever boot.
   *
   * @default - none
   */
  readonly images?: string[];

  /**
   * What the instance's role must be allowed for it.
   *
   * @default - nothing
   */
  readonly policyStatements?: iam.PolicyStatement[];

  /**
   * Another text whenever an instance boots with something else that does not stand in its launch template: the version
   * of a parameter that a step reads, for example. A deployment that changes it lets launches go on that were suspended
   * after failed boots; as an attribute of another resource, once that has changed.
   *
   * @default - all that a boot depends on stands in the launch template
   */
  readonly revision?: string;
}
