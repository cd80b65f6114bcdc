import type { ResourceType } from '../../cloudformation';
import { begun, listChanges, present, unlessMissing } from '../support';

const LONGEST_NAME = 128;

export const instanceProfile: ResourceType = {
  type: 'AWS::IAM::InstanceProfile',
  honours: ['InstanceProfileName', 'Path', 'Roles'],
  async create(context, { InstanceProfileName, Path, Roles }) {
    const { iam } = context.clients;
    const physicalId: string = InstanceProfileName ?? context.physicalName(LONGEST_NAME);
    const { InstanceProfile } = await iam.createInstanceProfile({ InstanceProfileName: physicalId, Path });
    const attributes = { Arn: present(InstanceProfile?.Arn, 'Arn') };
    const resource = begun(context, physicalId, attributes);
    for (const RoleName of Roles) {
      await iam.addRoleToInstanceProfile({ InstanceProfileName: physicalId, RoleName });
    }
    return resource;
  },
  async update({ clients }, existing, { Roles }, previous) {
    const { physicalId: InstanceProfileName } = existing;
    const { added, removed } = listChanges<string>(Roles, previous.Roles);
    for (const RoleName of removed) {
      await unlessMissing(() => clients.iam.removeRoleFromInstanceProfile({ InstanceProfileName, RoleName }));
    }
    for (const RoleName of added) {
      await clients.iam.addRoleToInstanceProfile({ InstanceProfileName, RoleName });
    }
    return existing;
  },
  async delete({ clients }, { physicalId: InstanceProfileName }, { Roles }) {
    for (const RoleName of Roles) {
      await unlessMissing(() => clients.iam.removeRoleFromInstanceProfile({ InstanceProfileName, RoleName }));
    }
    await unlessMissing(() => clients.iam.deleteInstanceProfile({ InstanceProfileName }));
  },
};
