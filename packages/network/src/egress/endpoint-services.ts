import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { failure } from '../private/errors';

/** The services that endpoints are made for. */
export interface EndpointServices {
  /** Short names of all of them. */
  readonly names: string[];
  readonly interfaces: ec2.InterfaceVpcEndpointAwsService[];
}

/**
 * Layers of images in ECR and the package repositories of Amazon Linux 2023 come from S3. A gateway endpoint, not an
 * interface endpoint: it is free of charge and needs no change of host names.
 */
const S3 = 's3';

const { InterfaceVpcEndpointAwsService: Service } = ec2;

/** What a container instance calls, and why. */
const INSTANCE_SERVICES: readonly ec2.InterfaceVpcEndpointAwsService[] = [
  // The ECS agent; it talks to three hosts, and through public ones if one of the three is missing.
  Service.ECS_AGENT,
  Service.ECS_TELEMETRY,
  Service.ECS,
  // Images: authorisation, then manifests.
  Service.ECR,
  Service.ECR_DOCKER,
  // Logs of hosts and containers.
  Service.CLOUDWATCH_LOGS,
  // Parameters, Run Command, Session Manager and ECS Exec.
  Service.SSM,
  Service.SSM_MESSAGES,
  Service.EC2_MESSAGES,
  // Registry login and other secrets; keys of one's own for secrets and sessions.
  Service.SECRETS_MANAGER,
  Service.KMS,
  // Lifecycle hooks and reports of failing health.
  Service.AUTOSCALING,
  // The agent reads its instance's tags.
  Service.EC2,
  // Reports of hosts to the repair of their group.
  Service.SQS,
];

/** What an instance needs and what the user adds. */
export function endpointServices(additional: ec2.InterfaceVpcEndpointAwsService[]): EndpointServices {
  const names = [S3, ...INSTANCE_SERVICES.map((service) => service.shortName)];
  for (const { shortName } of additional) {
    if (names.includes(shortName)) {
      throw failure(
        'EndpointGivenTwice',
        `additional must name services that have no endpoint yet, got '${shortName}'; leave it out`,
      );
    }
    names.push(shortName);
  }
  return { names, interfaces: [...INSTANCE_SERVICES, ...additional] };
}
