import type { ResourceType } from '../../cloudformation';
import { unlessMissing } from '../support';

export const lambdaPermission: ResourceType = {
  type: 'AWS::Lambda::Permission',
  honours: ['Action', 'EventSourceToken', 'FunctionName', 'Principal', 'PrincipalOrgID', 'SourceAccount', 'SourceArn'],
  async create(context, properties) {
    const physicalId = context.physicalName(100);
    const { Action, FunctionName, Principal } = properties;
    await context.clients.lambda.addPermission({
      ...properties,
      Action,
      FunctionName,
      Principal,
      StatementId: physicalId,
    });
    return { physicalId, attributes: { Id: physicalId } };
  },
  delete: ({ clients }, { physicalId }, { FunctionName }) =>
    unlessMissing(() => clients.lambda.removePermission({ FunctionName, StatementId: physicalId })),
};
