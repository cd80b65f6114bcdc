import * as autoscaling from 'aws-cdk-lib/aws-autoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type { App } from 'aws-cdk-lib/core';
import { CfnResource } from 'aws-cdk-lib/core';

/** A documentation range: never part of a VPC. */
const OUTSIDE = '192.0.2.0/24';

/** What EC2 says of it. */
export const FAILURE = `The CIDR '${OUTSIDE}' is invalid`;

const CHANGED_BEFORE = [autoscaling.CfnAutoScalingGroup, ecs.CfnService].map((type) => type.CFN_RESOURCE_TYPE_NAME);

/**
 * Adds to a stack what EC2 refuses to create, a subnet outside its VPC, and after the groups or services of the stack:
 * they have been updated already when the update fails, and must be taken back.
 */
export function failAtTheEnd(app: App, stackName: string, vpcId: string): void {
  const stack = app.node.findChild(stackName);
  const resources = stack.node.findAll().filter((construct) => CfnResource.isCfnResource(construct));
  const refused = new ec2.CfnSubnet(stack, 'OutsideTheVpc', { vpcId, cidrBlock: OUTSIDE });
  resources
    .filter(({ cfnResourceType }) => CHANGED_BEFORE.includes(cfnResourceType))
    .forEach((resource) => refused.addResourceDependency(resource));
}
