import { allow, att, ref, tags, type Case } from './case';

const bucket = { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'policy-case' } };

const LOGS_MAY_USE_IT = allow('kms:Encrypt*', '*', { Principal: { Service: 'logs.eu-west-1.amazonaws.com' } });

/** S3, ECR, CloudWatch and CloudWatch Logs. */
export const storageCases: readonly Case[] = [
  {
    type: 'AWS::S3::Bucket',
    create: {
      BucketName: 'case-bucket',
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
      VersioningConfiguration: { Status: 'Enabled' },
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      LifecycleConfiguration: {
        Rules: [
          {
            Status: 'Enabled',
            ExpirationInDays: 30,
            Transitions: [{ StorageClass: 'STANDARD_IA', TransitionInDays: 7 }],
            NoncurrentVersionExpiration: { NoncurrentDays: 3, NewerNoncurrentVersions: 1 },
          },
        ],
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] },
      AccessControl: 'LogDeliveryWrite',
      Tags: tags(['a', '1']),
    },
    created: {
      versioning: 'Enabled',
      days: 30,
      transitions: ['STANDARD_IA'],
      noncurrent: 3,
      algorithm: 'AES256',
      blocked: true,
      writers: 1,
      tag: '1',
    },
    update: {
      BucketName: 'case-bucket',
      LifecycleConfiguration: { Rules: [{ Status: 'Enabled', ExpirationInDays: 60 }] },
      Tags: tags(['a', '2']),
    },
    updated: { versioning: 'Suspended', days: 60, writers: 0, tag: '2' },
    attributes: { Arn: 'arn:aws:s3:::case-bucket', RegionalDomainName: 'case-bucket.s3.eu-west-1.amazonaws.com' },
    look: async ({ s3 }, Bucket) => {
      const none = () => undefined;
      const { Rules = [] } = await s3.getBucketLifecycleConfiguration({ Bucket });
      const encryption = await s3.getBucketEncryption({ Bucket }).catch(none);
      const block = await s3.getPublicAccessBlock({ Bucket }).catch(none);
      const { Grants = [] } = await s3.getBucketAcl({ Bucket });
      const { TagSet = [] } = await s3.getBucketTagging({ Bucket });
      const rule = encryption?.ServerSideEncryptionConfiguration?.Rules?.[0];
      return {
        versioning: (await s3.getBucketVersioning({ Bucket })).Status,
        days: Rules[0]?.Expiration?.Days,
        transitions: Rules[0]?.Transitions?.map(({ StorageClass }) => StorageClass),
        noncurrent: Rules[0]?.NoncurrentVersionExpiration?.NoncurrentDays,
        algorithm: rule?.ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
        blocked: block?.PublicAccessBlockConfiguration?.BlockPublicAcls,
        writers: Grants.filter(({ Grantee }) => Grantee?.URI?.endsWith('LogDelivery')).length,
        tag: TagSet.find(({ Key }) => Key === 'a')?.Value,
      };
    },
  },
  {
    type: 'AWS::S3::BucketPolicy',
    around: { Bucket: bucket },
    create: { Bucket: ref('Bucket'), PolicyDocument: allow('s3:GetObject', att('Bucket', 'Arn'), { Principal: '*' }) },
    created: expect.stringContaining('s3:GetObject'),
    update: { Bucket: ref('Bucket'), PolicyDocument: allow('s3:PutObject', att('Bucket', 'Arn'), { Principal: '*' }) },
    updated: expect.stringContaining('s3:PutObject'),
    look: async ({ s3 }, Bucket) => (await s3.getBucketPolicy({ Bucket })).Policy,
  },
  {
    type: 'AWS::ECR::Repository',
    create: {
      ImageTagMutability: 'IMMUTABLE',
      LifecyclePolicy: { LifecyclePolicyText: JSON.stringify({ rules: [] }) },
    },
    created: { imageTagMutability: 'IMMUTABLE' },
    update: { ImageTagMutability: 'MUTABLE', ImageScanningConfiguration: { ScanOnPush: true } },
    updated: { imageTagMutability: 'MUTABLE', imageScanningConfiguration: { scanOnPush: true } },
    attributes: { Arn: /^arn:aws:ecr:/, RepositoryUri: /\/life-subject-/ },
    look: async ({ ecr }, id) => (await ecr.describeRepositories({ repositoryNames: [id] })).repositories?.[0],
  },
  {
    type: 'AWS::CloudWatch::Alarm',
    create: {
      Namespace: 'AWS/ECS',
      MetricName: 'CPUUtilization',
      Statistic: 'Average',
      Period: '60',
      EvaluationPeriods: 2,
      Threshold: '80',
      ComparisonOperator: 'GreaterThanThreshold',
    },
    created: { Threshold: 80, Period: 60 },
    update: {
      Namespace: 'AWS/ECS',
      MetricName: 'CPUUtilization',
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 2,
      Threshold: 90,
      ComparisonOperator: 'GreaterThanThreshold',
    },
    updated: { Threshold: 90 },
    attributes: { Arn: /^arn:aws:cloudwatch:eu-west-1:123456789012:alarm:life-Subject-/ },
    look: async ({ cloudWatch }, id) => (await cloudWatch.describeAlarms({ AlarmNames: [id] })).MetricAlarms?.[0],
  },
  {
    type: 'AWS::CloudWatch::Dashboard',
    create: { DashboardName: 'case', DashboardBody: '{"widgets":[]}' },
    created: { DashboardBody: '{"widgets":[]}' },
    update: { DashboardName: 'case', DashboardBody: '{"widgets":[],"start":"-PT1H"}' },
    updated: { DashboardBody: '{"widgets":[],"start":"-PT1H"}' },
    look: async ({ cloudWatch }, DashboardName) => cloudWatch.getDashboard({ DashboardName }),
  },
  {
    type: 'AWS::Logs::LogGroup',
    around: { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: LOGS_MAY_USE_IT } } },
    create: { LogGroupName: '/case', RetentionInDays: '30', Tags: tags(['a', '1']) },
    created: { days: 30, key: undefined, tag: '1' },
    update: { LogGroupName: '/case', KmsKeyId: att('Key', 'Arn'), Tags: tags(['a', '2']) },
    updated: { days: undefined, key: expect.stringContaining(':key/'), tag: '2' },
    attributes: { Arn: 'arn:aws:logs:eu-west-1:123456789012:log-group:/case:*' },
    look: async ({ logs }, name) => {
      const { logGroups = [] } = await logs.describeLogGroups({ logGroupNamePrefix: name });
      const resourceArn = 'arn:aws:logs:eu-west-1:123456789012:log-group:/case';
      const { tags: found = {} } = await logs.listTagsForResource({ resourceArn });
      const [group] = logGroups;
      return group && { days: group.retentionInDays, key: group.kmsKeyId, tag: found.a };
    },
  },
  {
    type: 'AWS::Logs::MetricFilter',
    around: { Log: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/filter-case' } } },
    create: {
      LogGroupName: ref('Log'),
      FilterPattern: 'ERROR',
      MetricTransformations: [{ MetricName: 'Errors', MetricNamespace: 'case', MetricValue: '1' }],
    },
    created: { filterPattern: 'ERROR', metricTransformations: [{ metricName: 'Errors', metricValue: '1' }] },
    update: {
      LogGroupName: ref('Log'),
      FilterPattern: 'WARN',
      MetricTransformations: [{ MetricName: 'Errors', MetricNamespace: 'case', MetricValue: '1' }],
    },
    updated: { filterPattern: 'WARN' },
    look: async ({ logs }) => (await logs.describeMetricFilters({ logGroupName: '/filter-case' })).metricFilters?.[0],
  },
  {
    type: 'AWS::Logs::ResourcePolicy',
    create: { PolicyName: 'case', PolicyDocument: JSON.stringify(allow('logs:PutLogEvents', '*', { Principal: '*' })) },
    created: { policyDocument: expect.stringContaining('PutLogEvents') },
    update: {
      PolicyName: 'case',
      PolicyDocument: JSON.stringify(allow('logs:CreateLogStream', '*', { Principal: '*' })),
    },
    updated: { policyDocument: expect.stringContaining('CreateLogStream') },
    look: async ({ logs }, id) =>
      (await logs.describeResourcePolicies({})).resourcePolicies?.find(({ policyName }) => policyName === id),
  },
];
