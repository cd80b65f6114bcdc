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
];
