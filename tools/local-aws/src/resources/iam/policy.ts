import type { Properties, ResourceContext, ResourceType } from '../../cloudformation';
import { document, listChanges, unlessMissing } from '../support';

/** Inline policies of roles. */
export const policy: ResourceType = {
  type: 'AWS::IAM::Policy',
  honours: ['PolicyDocument', 'PolicyName', 'Roles'],
  async create(context, properties) {
    context.initiated(properties.PolicyName);
    await put(context, properties);
    return { physicalId: properties.PolicyName, attributes: { Id: properties.PolicyName } };
  },
  async update(context, existing, properties, previous) {
    await put(context, properties);
    await remove(context, previous.PolicyName, listChanges<string>(properties.Roles, previous.Roles).removed);
    return existing;
  },
  delete: (context, { physicalId }, { Roles = [] }) => remove(context, physicalId, Roles),
};

async function put(
  { clients }: ResourceContext,
  { PolicyName, PolicyDocument, Roles = [] }: Properties,
): Promise<void> {
  for (const RoleName of Roles) {
    await clients.iam.putRolePolicy({ RoleName, PolicyName, PolicyDocument: document(PolicyDocument) });
  }
}

async function remove({ clients }: ResourceContext, PolicyName: string, roles: readonly string[]): Promise<void> {
  for (const RoleName of roles) {
    await unlessMissing(() => clients.iam.deleteRolePolicy({ RoleName, PolicyName }));
  }
}
