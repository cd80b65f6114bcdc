import { ConstructPackage, Monorepo, ReferenceApp, Tool, awsSdkClients } from './tools/projen';
import { VERSIONS } from './tools/projen/versions';

const repository = new Monorepo();

const network = new ConstructPackage(repository, {
  name: 'network',
  description:
    'A VPC for container instances: public and private subnets over two or more zones, and a choice of egress',
  keywords: ['vpc', 'network', 'nat', 'subnets'],
});
const instances = new ConstructPackage(repository, {
  name: 'instances',
  description: 'Amazon ECS clusters on EC2: groups of container instances, how they boot and who may reach them',
  keywords: ['ec2', 'autoscaling', 'capacity-provider', 'container-instances', 'bastion'],
});

const acceptance = new ReferenceApp(repository, { name: 'acceptance', packages: [network, instances] });
const production = new ReferenceApp(repository, { name: 'production', packages: [network, instances] });

const localAws = new Tool(repository, {
  name: 'local-aws',
  description: 'The embedded AWS that the demo and the deployed tests deploy to',
  runsPython: true,
  dependencies: [
    ...awsSdkClients(
      'auto-scaling',
      'cloudformation',
      'cloudwatch',
      'cloudwatch-logs',
      'ec2',
      'ecr',
      'ecs',
      'elastic-load-balancing',
      'elastic-load-balancing-v2',
      'eventbridge',
      'iam',
      'kms',
      'lambda',
      's3',
      'secrets-manager',
      'sns',
      'sqs',
      'ssm',
      'sts',
    ),
    `@aws-cdk/aws-service-spec@${VERSIONS.awsServiceSpec}`,
    // types only; the range that the specification itself asks for
    '@aws-cdk/service-spec-types@^0.0.282',
    'adm-zip@^0.6.1',
    'fast-xml-parser@^5.12.1',
    'yaml@^2.9.1',
  ],
});
new Tool(repository, {
  name: 'checks',
  description: 'What holds across packages and apps: templates, examples, wrong uses, deployments',
  tools: [localAws],
  reads: [network, instances, acceptance, production],
  dependencies: [
    ...awsSdkClients('auto-scaling', 'cloudformation', 'cloudwatch-logs', 'ec2', 'ecs', 'iam', 'lambda'),
    // exact: what a task reads is asked of an interface that nx keeps to itself
    `nx@${VERSIONS.nx}`,
    `aws-cdk-lib@${VERSIONS.cdkFloor}`,
    `constructs@${VERSIONS.constructsFloor}`,
    `cdk-nag@${VERSIONS.cdkNag}`,
  ],
});

repository.synth();
