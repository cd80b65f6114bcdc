import type { Acknowledgement } from './nag';

/**
 * What cdk-nag finds in the environments' templates and is accepted. Places are paths in the construct tree, the
 * environment's name first. One that matches nothing any more fails a test.
 */
export const ACKNOWLEDGED: readonly Acknowledgement[] = [
  {
    rule: 'AwsSolutions-VPC7',
    place: /^acceptance-network\/Network\/Vpc\//,
    reason: 'Flow logs cost by volume; acceptance does without, production has them.',
  },
  {
    rule: /^AwsSolutions-IAM4\[.*\/AWSLambdaBasicExecutionRole\]$/,
    place: /-network\/Custom::VpcRestrictDefaultSGCustomResourceProvider\/Role$/,
    reason: "The function is aws-cdk-lib's own, which closes the default security group; it offers no other role.",
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:ecs:.*:container-instance\/<Cluster\w+>\/\*\]$/,
    place: /-cluster\/Cluster\/InstanceGroups\/\w+\/Instance\/Policy\//,
    reason: 'The id of a container instance is known when it registers, not before; the cluster is named.',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    place: /-cluster\/Cluster\/InstanceGroups\/\w+\/Instance\/Policy\//,
    reason: 'Each action on every resource has its reason in ALLOWED_ON_EVERYTHING.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:autoScalingGroup:\*:autoScalingGroupName\/\*\]$/,
    place: /-cluster\/Cluster\/InstanceGroups\/\w+\/Instance\/Policy\//,
    reason: 'The group waits for its instances, so its name is not known yet; a condition on its tag narrows it.',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    place: /-cluster\/EcsGroundworkScaleInProtection\/Role\//,
    reason: 'Each action on every resource has its reason in ALLOWED_ON_EVERYTHING.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:autoScalingGroup:\*:autoScalingGroupName\/<Cluster\w+>\]$/,
    place: /-cluster\/Cluster\/InstanceGroups\/\w+\/ScaleInProtection\/Policy\//,
    reason: "The wildcard is a group's unique id, which CloudFormation does not tell; its name is given.",
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:ecs:.*:container-instance\/<Cluster\w+>\/\*\]$/,
    place: /-cluster\/Cluster\/InstanceGroups\/\w+\/Repair\/Function\/Role\//,
    reason: 'The id of a container instance is known when it registers, not before; the cluster is named.',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    place: /-cluster\/(Cluster\/InstanceGroups\/\w+\/Repair\/Function|EcsGroundwork(LaunchResumption|Rollout))\/Role\//,
    reason: 'Each action on every resource has its reason in ALLOWED_ON_EVERYTHING.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:autoScalingGroup:\*:autoScalingGroupName\/<Cluster\w+>\]$/,
    place: /-cluster\/Cluster\/InstanceGroups\/\w+\/Repair\/Function\/Role\//,
    reason: "The wildcard is a group's unique id, which CloudFormation does not tell; its name is given.",
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:autoScalingGroup:\*:autoScalingGroupName\/\*\]$/,
    place: /-cluster\/Cluster\/InstanceGroups\/\w+\/LaunchResumption\/Policy\//,
    reason: 'The group waits for this, so its name is not known yet; a condition on its tag narrows it.',
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:parameter\/ecs-groundwork\/[\w-]+\/Cluster\/InstanceGroups\/\w+\/\*\]$/,
    place: /-cluster\/Cluster\/InstanceGroups\/\w+\/(Instance|SystemContainers\/Rollout)\/Policy\//,
    reason: "The folder of the group's own generations: instances that are about to be replaced still read theirs.",
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:ec2:.*:instance\/\*\]$/,
    place: /-cluster\/Cluster\/InstanceGroups\/\w+\/SystemContainers\/Rollout\/Policy\//,
    reason: "Instances come and go; a condition on the tag of their group narrows it to the group's own.",
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::arn:.*:cloudformation:.*:stack\/[\w-]+-cluster\/\*\]$/,
    place: /-cluster\/EcsGroundworkRollout\/Role\//,
    reason: "The wildcard is the stack's unique id, which naming would make a circle of; its name is given.",
  },
  {
    rule: /^AwsSolutions-IAM5\[Resource::<EcsGroundworkRollout\w+\.Arn>:\*\]$/,
    place: /-cluster\/EcsGroundworkRollout\/(FrameworkRole|WaiterRole|Provider\/waiter-state-machine\/Role)\//,
    reason: "aws-cdk-lib's own grant: it is for the function and its versions, and no other function.",
  },
  {
    rule: /^AwsSolutions-SF[12]$/,
    place: /-cluster\/EcsGroundworkRollout\/Provider\/waiter-state-machine\/Resource$/,
    reason: "aws-cdk-lib's waiter does nothing but look again; each look is in the log of the functions that look.",
  },
  {
    rule: 'AwsSolutions-SQS3',
    place: /-cluster\/Cluster\/InstanceGroups\/\w+\/Repair\/Function\/Ticks\//,
    reason: 'A message says that a minute has passed; one that is lost says no less than the next one.',
  },
  {
    rule: 'AwsSolutions-AS3',
    place: /-cluster\/Cluster\/InstanceGroups\/\w+\/AutoScalingGroup\/ASG$/,
    reason: 'Whom to notify of scaling is for the owner of an environment to say; EventBridge has all of it.',
  },
  {
    rule: 'AwsSolutions-L1',
    place:
      /-cluster\/((EcsGroundwork(ScaleInProtection|LaunchResumption)|Cluster\/InstanceGroups\/\w+\/Repair\/Function)\/Function|EcsGroundworkRollout\/(OnEvent|IsComplete|Settle))\/Resource$/,
    reason: 'Node.js 22 is supported and in every partition; the newest that CDK knows need not be.',
  },
  {
    rule: 'AwsSolutions-EC26',
    place: /-cluster\/(Bastion\/Instance\/Resource|Cluster\/InstanceGroups\/batch\/AutoScalingGroup\/ASG)$/,
    reason:
      "The rule fails over instances beside launch templates, and over mixed instances; 'encrypt every volume' holds it.",
  },
  {
    rule: 'AwsSolutions-EC23',
    place: /-cluster\/Front\/SecurityGroup\/Resource$/,
    reason: 'The load balancer in front serves the internet.',
  },
  {
    rule: 'AwsSolutions-EC23',
    place: /^production-cluster\/Inside\/SecurityGroup\/Resource$/,
    reason: "The rule cannot read the VPC's addresses, an import from another stack; nobody else is let in.",
  },
  {
    rule: 'AwsSolutions-ELB2',
    place: /^acceptance-cluster\/Front\/Resource$/,
    reason: 'Acceptance keeps no line for each request; production does.',
  },
  {
    rule: 'AwsSolutions-S1',
    place: /^production-cluster\/AccessLogs\/Resource$/,
    reason: 'The bucket holds access logs; logs of who reads those have no end.',
  },
  {
    rule: 'AwsSolutions-EC28',
    place: /-cluster\/Bastion\/Instance\/Resource$/,
    reason: 'A bastion runs nothing whose load would need watching by the minute.',
  },
  {
    rule: 'AwsSolutions-EC29',
    place: /-cluster\/Bastion\/Instance\/Resource$/,
    reason: 'A bastion holds no state; it is replaced by deploying again.',
  },
];

/** Why actions are allowed on `*`. AWS's service authorization reference says which take no narrower resource. */
const TAKES_NO_RESOURCE = 'The API takes no resource.';

/** Actions that may be allowed on `*`, and why. One that no template allows so any more fails a test. */
export const ALLOWED_ON_EVERYTHING: Readonly<Record<string, string>> = {
  'ecs:DiscoverPollEndpoint': TAKES_NO_RESOURCE,
  'ec2:DescribeTags': TAKES_NO_RESOURCE,
  'autoscaling:DescribeAutoScalingInstances': TAKES_NO_RESOURCE,
  'autoscaling:DescribeAutoScalingGroups': TAKES_NO_RESOURCE,
  'autoscaling:DescribeScalingActivities': TAKES_NO_RESOURCE,
  'ec2:DescribeInstances': TAKES_NO_RESOURCE,
  'ssmmessages:CreateControlChannel': TAKES_NO_RESOURCE,
  'ssmmessages:CreateDataChannel': TAKES_NO_RESOURCE,
  'ssmmessages:OpenControlChannel': TAKES_NO_RESOURCE,
  'ssmmessages:OpenDataChannel': TAKES_NO_RESOURCE,
  'ssm:CancelCommand': TAKES_NO_RESOURCE,
  'ssm:DescribeInstanceInformation': TAKES_NO_RESOURCE,
  'ssm:ListCommandInvocations': TAKES_NO_RESOURCE,
  'ssm:ListCommands': TAKES_NO_RESOURCE,
  'ssm:UpdateInstanceInformation':
    "Its resource is the caller's own instance, whose id a role shared by a group cannot name; AWS's policy does the same.",
};
