/**
 * Who can find a load balancer: ELB's own word for it. Answers "internal and external facing" of terraform-ecs.
 *
 * Not a boolean named like CDK's `internetFacing`, because CDK's is false when it is left out.
 */
export enum Scheme {
  /** Public addresses, in public subnets. */
  INTERNET_FACING = 'internet-facing',

  /** Private addresses, in private subnets: reached from the VPC and from networks that are connected to it. */
  INTERNAL = 'internal',
}
