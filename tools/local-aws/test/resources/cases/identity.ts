import { InvalidDocument } from '@aws-sdk/client-ssm';
import { allow, att, ref, role, tags, trust, type Case } from './case';

const READ_ONLY = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess' };
const CORE = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore' };

/** IAM, KMS, Secrets Manager and Parameter Store. */
export const identityCases: readonly Case[] = [
  {
    type: 'AWS::IAM::Role',
    create: {
      AssumeRolePolicyDocument: trust('ec2.amazonaws.com'),
      Description: 'one',
      ManagedPolicyArns: [CORE],
      Policies: [
        { PolicyName: 'kept', PolicyDocument: allow('s3:GetObject') },
        { PolicyName: 'gone', PolicyDocument: allow('s3:*') },
      ],
      Tags: tags(['a', '1']),
    },
    created: { description: 'one', managed: ['AmazonSSMManagedInstanceCore'], inline: ['gone', 'kept'], tag: '1' },
    update: {
      AssumeRolePolicyDocument: trust('ecs-tasks.amazonaws.com'),
      Description: 'two',
      ManagedPolicyArns: [READ_ONLY],
      Policies: [{ PolicyName: 'kept', PolicyDocument: allow('s3:PutObject') }],
      PermissionsBoundary: READ_ONLY,
      Tags: tags(['a', '2']),
    },
    updated: {
      description: 'two',
      managed: ['ReadOnlyAccess'],
      inline: ['kept'],
      tag: '2',
      boundary: expect.stringContaining('ReadOnlyAccess'),
      trusts: expect.stringContaining('ecs-tasks'),
    },
    attributes: { Arn: /^arn:aws:iam::123456789012:role\/life-Subject-/, RoleId: /^AROA/ },
    look: async ({ iam }, RoleName) => {
      const { Role } = await iam.getRole({ RoleName });
      const { AttachedPolicies = [] } = await iam.listAttachedRolePolicies({ RoleName });
      const { PolicyNames = [] } = await iam.listRolePolicies({ RoleName });
      return {
        description: Role?.Description,
        trusts: Role?.AssumeRolePolicyDocument,
        boundary: Role?.PermissionsBoundary?.PermissionsBoundaryArn,
        managed: AttachedPolicies.map(({ PolicyName }) => PolicyName),
        inline: PolicyNames.sort(),
        tag: Role?.Tags?.find(({ Key }) => Key === 'a')?.Value,
      };
    },
  },
  {
    type: 'AWS::IAM::Policy',
    around: {
      One: {
        ...role('ec2.amazonaws.com'),
        Properties: { RoleName: 'case-one', AssumeRolePolicyDocument: trust('ec2.amazonaws.com') },
      },
    },
    create: { PolicyName: 'inline', PolicyDocument: allow('s3:GetObject'), Roles: [ref('One')] },
    created: expect.stringContaining('GetObject'),
    update: { PolicyName: 'inline', PolicyDocument: allow('s3:PutObject'), Roles: [ref('One')] },
    updated: expect.stringContaining('PutObject'),
    look: async ({ iam }, PolicyName) => (await iam.getRolePolicy({ RoleName: 'case-one', PolicyName })).PolicyDocument,
  },
  {
    type: 'AWS::IAM::ManagedPolicy',
    around: { One: role('ec2.amazonaws.com'), Two: role('ec2.amazonaws.com') },
    create: { PolicyDocument: allow('s3:GetObject'), Roles: [ref('One')] },
    created: { document: expect.stringContaining('GetObject'), roles: [expect.stringContaining('-One-')], versions: 1 },
    update: { PolicyDocument: allow('s3:PutObject'), Roles: [ref('Two')] },
    updated: { document: expect.stringContaining('PutObject'), roles: [expect.stringContaining('-Two-')], versions: 1 },
    attributes: { PolicyArn: /^arn:aws:iam::123456789012:policy\/life-Subject-/ },
    look: async ({ iam }, PolicyArn) => {
      const { Policy } = await iam.getPolicy({ PolicyArn });
      const { PolicyVersion } = await iam.getPolicyVersion({ PolicyArn, VersionId: Policy?.DefaultVersionId });
      const { PolicyRoles = [] } = await iam.listEntitiesForPolicy({ PolicyArn });
      const { Versions = [] } = await iam.listPolicyVersions({ PolicyArn });
      return {
        document: decodeURIComponent(PolicyVersion?.Document ?? ''),
        roles: PolicyRoles.map(({ RoleName }) => RoleName),
        versions: Versions.length,
      };
    },
  },
  {
    type: 'AWS::IAM::InstanceProfile',
    around: { One: role('ec2.amazonaws.com'), Two: role('ec2.amazonaws.com') },
    create: { Roles: [ref('One')] },
    created: [{ RoleName: expect.stringContaining('-One-') }],
    update: { Roles: [ref('Two')] },
    updated: [{ RoleName: expect.stringContaining('-Two-') }],
    attributes: { Arn: /^arn:aws:iam::123456789012:instance-profile\// },
    look: async ({ iam }, InstanceProfileName) =>
      (await iam.getInstanceProfile({ InstanceProfileName })).InstanceProfile?.Roles,
  },
  {
    type: 'AWS::KMS::Key',
    create: {
      Description: 'one',
      EnableKeyRotation: true,
      RotationPeriodInDays: 180,
      KeyPolicy: allow('kms:*', '*', { Principal: '*' }),
      Tags: tags(['a', '1']),
    },
    created: { description: 'one', rotates: true, days: 180, tag: '1' },
    update: { Description: 'two', KeyPolicy: allow('kms:Decrypt', '*', { Principal: '*' }), Tags: tags(['a', '2']) },
    updated: { description: 'two', rotates: false, policy: expect.stringContaining('Decrypt'), tag: '2' },
    gone: { state: 'PendingDeletion' },
    attributes: { Arn: /^arn:aws:kms:eu-west-1:123456789012:key\//, KeyId: /-/ },
    look: async ({ kms }, KeyId) => {
      const { KeyMetadata } = await kms.describeKey({ KeyId });
      if (KeyMetadata?.KeyState === 'PendingDeletion') {
        return { state: KeyMetadata.KeyState };
      }
      const { Tags = [] } = await kms.listResourceTags({ KeyId });
      const rotation = await kms.getKeyRotationStatus({ KeyId });
      return {
        description: KeyMetadata?.Description,
        rotates: rotation.KeyRotationEnabled,
        days: rotation.RotationPeriodInDays,
        policy: (await kms.getKeyPolicy({ KeyId, PolicyName: 'default' })).Policy,
        tag: Tags.find(({ TagKey }) => TagKey === 'a')?.TagValue,
      };
    },
  },
  {
    type: 'AWS::KMS::Alias',
    around: {
      One: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: allow('kms:*', '*', { Principal: '*' }) } },
      Two: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: allow('kms:*', '*', { Principal: '*' }) } },
    },
    create: { AliasName: 'alias/case', TargetKeyId: att('One', 'Arn') },
    created: { AliasName: 'alias/case' },
    update: { AliasName: 'alias/case', TargetKeyId: att('Two', 'KeyId') },
    updated: { AliasName: 'alias/case' },
    look: async ({ kms }, id) => (await kms.listAliases({})).Aliases?.find(({ AliasName }) => AliasName === id),
  },
  {
    type: 'AWS::SecretsManager::Secret',
    create: {
      Description: 'one',
      GenerateSecretString: {
        SecretStringTemplate: '{"user":"root"}',
        GenerateStringKey: 'password',
        PasswordLength: 20,
      },
      Tags: tags(['a', '1']),
    },
    created: { description: 'one', value: expect.stringMatching(/^\{"user":"root","password":".{20,}"\}$/), tag: '1' },
    update: { Description: 'two', SecretString: 'plain', Tags: tags(['a', '2']) },
    updated: { description: 'two', value: 'plain', tag: '2' },
    attributes: { Id: /^arn:aws:secretsmanager:/ },
    look: async ({ secretsManager }, SecretId) => {
      const { Description, Tags = [] } = await secretsManager.describeSecret({ SecretId });
      const { SecretString } = await secretsManager.getSecretValue({ SecretId });
      return { description: Description, value: SecretString, tag: Tags.find(({ Key }) => Key === 'a')?.Value };
    },
  },
  {
    type: 'AWS::SSM::Parameter',
    create: { Name: '/case/one', Type: 'String', Value: 'one', Tags: { a: '1' } },
    created: { value: 'one', tag: '1' },
    update: { Name: '/case/one', Type: 'String', Value: 'two', Tags: { a: '2' } },
    updated: { value: 'two', tag: '2' },
    attributes: { Value: /^(one|two)$/, Type: 'String' },
    look: async ({ ssm }, Name) => {
      const { Parameter } = await ssm.getParameter({ Name });
      const { TagList = [] } = await ssm.listTagsForResource({ ResourceType: 'Parameter', ResourceId: Name });
      return { value: Parameter?.Value, tag: TagList.find(({ Key }) => Key === 'a')?.Value };
    },
  },
  {
    type: 'AWS::SSM::Document',
    create: { Name: 'case-document', DocumentType: 'Command', Content: documentThatSays('one') },
    created: 'one',
    update: { Name: 'case-document-two', DocumentType: 'Command', Content: documentThatSays('two') },
    updated: 'two',
    replaced: true,
    look: async ({ ssm }, Name) => {
      try {
        const { Content = '' } = await ssm.getDocument({ Name });
        return (JSON.parse(Content) as { description: string }).description;
      } catch (error) {
        // how Systems Manager calls a document that is not there
        if (error instanceof InvalidDocument) {
          return undefined;
        }
        throw error;
      }
    },
  },
];

function documentThatSays(description: string): object {
  const runCommand = ['true'];
  return {
    schemaVersion: '2.2',
    description,
    mainSteps: [{ action: 'aws:runShellScript', name: 'say', inputs: { runCommand } }],
  };
}
