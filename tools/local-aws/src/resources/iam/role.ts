import type { Properties, ResourceContext, ResourceType } from '../../cloudformation';
import { anyChanged, begun, document, listChanges, present, tagsOf, unlessMissing, updateTags } from '../support';

interface InlinePolicy {
  readonly PolicyName: string;
  readonly PolicyDocument: unknown;
}

const LONGEST_NAME = 64;

export const role: ResourceType = {
  type: 'AWS::IAM::Role',
  honours: [
    'AssumeRolePolicyDocument',
    'Description',
    'ManagedPolicyArns',
    'MaxSessionDuration',
    'Path',
    'PermissionsBoundary',
    'Policies',
    'RoleName',
    'Tags',
  ],
  async create(context, properties) {
    const { iam } = context.clients;
    const { AssumeRolePolicyDocument, Description, MaxSessionDuration, Path, PermissionsBoundary } = properties;
    const physicalId: string = properties.RoleName ?? context.physicalName(LONGEST_NAME);
    const { Role } = await iam.createRole({
      RoleName: physicalId,
      AssumeRolePolicyDocument: document(AssumeRolePolicyDocument),
      Description,
      MaxSessionDuration,
      Path,
      PermissionsBoundary,
      Tags: tagsOf(context, properties.Tags),
    });
    const { Arn, RoleId } = present(Role, 'Role');
    const resource = begun(context, physicalId, { Arn, RoleId });
    await changePolicies(context, physicalId, properties, {});
    return resource;
  },
  async update(context, existing, properties, previous) {
    const { iam } = context.clients;
    const { physicalId: RoleName } = existing;
    if (anyChanged(properties, previous, ['AssumeRolePolicyDocument'])) {
      const PolicyDocument = document(properties.AssumeRolePolicyDocument);
      await iam.updateAssumeRolePolicy({ RoleName, PolicyDocument });
    }
    if (anyChanged(properties, previous, ['Description', 'MaxSessionDuration'])) {
      const { Description = '', MaxSessionDuration } = properties;
      await iam.updateRole({ RoleName, Description, MaxSessionDuration });
    }
    if (anyChanged(properties, previous, ['PermissionsBoundary'])) {
      const { PermissionsBoundary } = properties;
      await (PermissionsBoundary === undefined
        ? unlessMissing(() => iam.deleteRolePermissionsBoundary({ RoleName }))
        : iam.putRolePermissionsBoundary({ RoleName, PermissionsBoundary }));
    }
    await changePolicies(context, RoleName, properties, previous);
    await updateTags(context, properties, previous, {
      tag: (Tags) => iam.tagRole({ RoleName, Tags }),
      untag: (TagKeys) => iam.untagRole({ RoleName, TagKeys }),
    });
    return existing;
  },
  async delete(context, { physicalId: RoleName }, properties) {
    await changePolicies(context, RoleName, {}, properties);
    await unlessMissing(() => context.clients.iam.deleteRole({ RoleName }));
  },
};

/** Only what the role's own definition says; policies that other resources attach are theirs to detach. */
async function changePolicies(
  { clients }: ResourceContext,
  RoleName: string,
  now: Properties,
  before: Properties,
): Promise<void> {
  const { iam } = clients;
  const managed = listChanges<string>(now.ManagedPolicyArns, before.ManagedPolicyArns);
  for (const PolicyArn of managed.removed) {
    await unlessMissing(() => iam.detachRolePolicy({ RoleName, PolicyArn }));
  }
  for (const PolicyArn of managed.added) {
    await iam.attachRolePolicy({ RoleName, PolicyArn });
  }
  const inline = listChanges<InlinePolicy>(now.Policies, before.Policies);
  const kept = inline.added.map(({ PolicyName }) => PolicyName);
  for (const { PolicyName } of inline.removed.filter((policy) => !kept.includes(policy.PolicyName))) {
    await unlessMissing(() => iam.deleteRolePolicy({ RoleName, PolicyName }));
  }
  for (const { PolicyName, PolicyDocument } of inline.added) {
    await iam.putRolePolicy({ RoleName, PolicyName, PolicyDocument: document(PolicyDocument) });
  }
}
