import * as ec2 from 'aws-cdk-lib/aws-ec2';

/**
 * The host ports that the agent hands out to containers with a dynamic port mapping: `ECS_DYNAMIC_HOST_PORT_RANGE`,
 * and what security groups open towards instances.
 *
 * It begins where the kernel's ephemeral range does (32768) and ends below the agent's own ports (51678 introspection,
 * 51679 credentials, 51680 metrics), which lie inside the kernel's range: a load balancer's rule must not reach them.
 */
export class DynamicPortRange {
  /** First port. */
  public static readonly FIRST = 32768;
  /** Last port. */
  public static readonly LAST = 51677;

  /** For security group rules: `connections.allowFrom(balancer, DynamicPortRange.tcp())`. */
  public static tcp(): ec2.Port {
    return ec2.Port.tcpRange(DynamicPortRange.FIRST, DynamicPortRange.LAST);
  }

  /** The same range for UDP. */
  public static udp(): ec2.Port {
    return ec2.Port.udpRange(DynamicPortRange.FIRST, DynamicPortRange.LAST);
  }

  private constructor() {
    // there is one range, so there are no instances
  }
}
