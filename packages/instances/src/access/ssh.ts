import * as ec2 from 'aws-cdk-lib/aws-ec2';

/** The one port that host access ever opens. */
export const SSH = ec2.Port.tcp(22);
