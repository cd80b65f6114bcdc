import type { ClusterSettings } from './settings';

/** A type of resource of which the packages make more than the system by hand has. */
export interface Difference {
  /** As the stack's name ends. */
  readonly stack: 'network' | 'cluster' | 'services';
  readonly type: string;
  /** How many more. */
  readonly more: (cluster: ClusterSettings) => number;
  readonly reason: string;
}

const groupsOf = ({ groups }: ClusterSettings) => Object.keys(groups).length;

const REPAIR =
  "the packages look after a group's instances (a function, its queues and alarms), and resume launches when a " +
  'deployment changes what boots; nobody writes that by hand for each system';

/** What each group has for it, and what each stack has once. */
const REPAIR_OF_GROUP: Readonly<Record<string, number>> = {
  'AWS::CloudWatch::Alarm': 3,
  'AWS::Events::Rule': 1,
  'AWS::IAM::Policy': 2,
  'AWS::IAM::Role': 1,
  'AWS::Lambda::EventSourceMapping': 2,
  'AWS::Lambda::Function': 1,
  'AWS::Logs::LogGroup': 1,
  'AWS::SQS::Queue': 3,
  'AWS::SQS::QueuePolicy': 3,
  'Custom::LaunchResumption': 1,
};
const REPAIR_OF_STACK: Readonly<Record<string, number>> = {
  'AWS::IAM::Policy': 1,
  'AWS::IAM::Role': 1,
  'AWS::Lambda::Function': 1,
  'AWS::Logs::LogGroup': 1,
};

const ROLLOUT =
  'the packages roll changes of system containers over running instances, by Run Command behind the provider framework ' +
  'of CDK, and keep the programs for them in a parameter; by hand a change replaces instances';

const ROLLOUT_OF_GROUP: Readonly<Record<string, number>> = {
  'AWS::CloudWatch::Alarm': 1,
  'AWS::Events::Rule': 1,
  'AWS::IAM::Policy': 1,
  'AWS::Lambda::Permission': 1,
  'AWS::SSM::Document': 1,
  'AWS::SSM::Parameter': 1,
  'Custom::SystemContainers': 1,
};
const ROLLOUT_OF_STACK: Readonly<Record<string, number>> = {
  'AWS::IAM::Policy': 4,
  'AWS::IAM::Role': 4,
  'AWS::Lambda::Function': 6,
  'AWS::Logs::LogGroup': 1,
  'AWS::StepFunctions::StateMachine': 1,
};

const hasContainers = ({ logs, metrics }: ClusterSettings) => logs !== undefined || metrics === true;

/**
 * All that may differ, so that the comparison stays fair: a test holds both sides to it, resource type by resource
 * type. What the packages make beyond what anybody would write by hand is theirs to pay for.
 */
export const DIFFERENCES: readonly Difference[] = [
  {
    stack: 'network',
    type: 'AWS::Logs::LogGroup',
    more: () => 1,
    reason:
      "the packages give CDK's function that closes the default security group a log group with an end; " +
      'by hand that function hides in ec2.Vpc',
  },
  {
    stack: 'cluster',
    type: 'AWS::Logs::LogGroup',
    more: groupsOf,
    reason: 'the hosts of the packages report their boots; by hand one looks at the console',
  },
  {
    stack: 'cluster',
    type: 'AWS::IAM::Policy',
    more: groupsOf,
    reason:
      'the packages permit the function that lifts scale-in protection group by group, so that a group can leave the ' +
      'stack; by hand its role collects the statements in one policy',
  },
  {
    stack: 'cluster',
    type: 'AWS::IAM::Policy',
    more: (cluster) => (cluster.registryLogin ? groupsOf(cluster) : 0),
    reason:
      "the packages keep what an instance needs in a policy of the group's, beside the one that CDK makes for the " +
      'login of a registry; by hand everything is in the latter',
  },
  ...Object.entries(REPAIR_OF_GROUP).map(([type, count]): Difference => ({
    stack: 'cluster',
    type,
    more: (cluster) => count * groupsOf(cluster) + (REPAIR_OF_STACK[type] ?? 0),
    reason: REPAIR,
  })),
  ...[...new Set([...Object.keys(ROLLOUT_OF_GROUP), ...Object.keys(ROLLOUT_OF_STACK)])].map((type): Difference => ({
    stack: 'cluster',
    type,
    more: (cluster) =>
      hasContainers(cluster) ? (ROLLOUT_OF_GROUP[type] ?? 0) * groupsOf(cluster) + (ROLLOUT_OF_STACK[type] ?? 0) : 0,
    reason: ROLLOUT,
  })),
];
