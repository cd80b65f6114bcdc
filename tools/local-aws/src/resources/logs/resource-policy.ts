import type { ResourceType } from '../../cloudformation';
import { document, unlessMissing } from '../support';

export const logsResourcePolicy: ResourceType = {
  type: 'AWS::Logs::ResourcePolicy',
  honours: ['PolicyDocument', 'PolicyName'],
  async create({ clients }, { PolicyName, PolicyDocument }) {
    await clients.logs.putResourcePolicy({ policyName: PolicyName, policyDocument: document(PolicyDocument) });
    return { physicalId: PolicyName, attributes: {} };
  },
  async update({ clients }, existing, { PolicyDocument }) {
    const { physicalId: policyName } = existing;
    await clients.logs.putResourcePolicy({ policyName, policyDocument: document(PolicyDocument) });
    return existing;
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.logs.deleteResourcePolicy({ policyName: physicalId })),
};
