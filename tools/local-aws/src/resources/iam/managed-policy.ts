import type { Properties, ResourceContext, ResourceType } from '../../cloudformation';
import { anyChanged, begun, document, listChanges, present, unlessMissing } from '../support';

const LONGEST_NAME = 128;

export const managedPolicy: ResourceType = {
  type: 'AWS::IAM::ManagedPolicy',
  honours: ['Description', 'ManagedPolicyName', 'Path', 'PolicyDocument', 'Roles'],
  async create(context, properties) {
    const { Policy } = await context.clients.iam.createPolicy({
      PolicyName: properties.ManagedPolicyName ?? context.physicalName(LONGEST_NAME),
      PolicyDocument: document(properties.PolicyDocument),
      Description: properties.Description,
      Path: properties.Path,
    });
    const physicalId = present(Policy?.Arn, 'Arn');
    const attributes = { PolicyArn: physicalId, PolicyId: Policy?.PolicyId };
    const resource = begun(context, physicalId, attributes);
    await attach(context, physicalId, properties, {});
    return resource;
  },
  async update(context, existing, properties, previous) {
    if (anyChanged(properties, previous, ['PolicyDocument'])) {
      await replaceVersion(context, existing.physicalId, document(properties.PolicyDocument));
    }
    await attach(context, existing.physicalId, properties, previous);
    return existing;
  },
  async delete(context, { physicalId: PolicyArn }, properties) {
    const { iam } = context.clients;
    await attach(context, PolicyArn, {}, properties);
    await unlessMissing(async () => {
      await deleteOldVersions(context, PolicyArn);
      await iam.deletePolicy({ PolicyArn });
    });
  },
};

async function attach(
  { clients }: ResourceContext,
  PolicyArn: string,
  now: Properties,
  before: Properties,
): Promise<void> {
  const { added, removed } = listChanges<string>(now.Roles, before.Roles);
  for (const RoleName of removed) {
    await unlessMissing(() => clients.iam.detachRolePolicy({ RoleName, PolicyArn }));
  }
  for (const RoleName of added) {
    await clients.iam.attachRolePolicy({ RoleName, PolicyArn });
  }
}

/** IAM keeps five versions; CloudFormation keeps the one in force. */
async function replaceVersion(context: ResourceContext, PolicyArn: string, PolicyDocument: string): Promise<void> {
  await context.clients.iam.createPolicyVersion({ PolicyArn, PolicyDocument, SetAsDefault: true });
  await deleteOldVersions(context, PolicyArn);
}

async function deleteOldVersions({ clients }: ResourceContext, PolicyArn: string): Promise<void> {
  const { Versions = [] } = await clients.iam.listPolicyVersions({ PolicyArn });
  for (const { VersionId } of Versions.filter(({ IsDefaultVersion }) => IsDefaultVersion !== true)) {
    await clients.iam.deletePolicyVersion({ PolicyArn, VersionId });
  }
}
