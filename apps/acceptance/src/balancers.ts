import * as loadbalancer from '@ecs-groundwork/loadbalancer';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as s3 from 'aws-cdk-lib/aws-s3';
import type { Stack } from 'aws-cdk-lib/core';
import type { Capacity } from './capacity';
import type { Settings } from './environment';

/** How services are reached: from the internet, and from inside the VPC where the settings say so. */
export function balancers(
  stack: Stack,
  vpc: ec2.IVpc,
  { group }: Capacity,
  settings: Settings,
): loadbalancer.ApplicationLoadBalancer[] {
  const certificates = settings.domainName
    ? [
        new acm.Certificate(stack, 'Certificate', {
          domainName: settings.domainName,
          validation: acm.CertificateValidation.fromDns(),
        }),
      ]
    : undefined;
  const accessLogs = settings.accessLogs
    ? new s3.Bucket(stack, 'AccessLogs', {
        blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
        enforceSSL: true,
        removalPolicy: settings.logRemoval,
      })
    : undefined;
  const make = (id: string, scheme: loadbalancer.Scheme) => {
    const balancer = new loadbalancer.ApplicationLoadBalancer(stack, id, {
      vpc,
      scheme,
      certificates,
      plainHttp: !certificates,
      accessLogs,
      deletionProtection: settings.deletionProtection,
    });
    balancer.allowTo(group);
    return balancer;
  };
  return [
    make('Front', loadbalancer.Scheme.INTERNET_FACING),
    ...(settings.internalBalancer ? [make('Inside', loadbalancer.Scheme.INTERNAL)] : []),
  ];
}
