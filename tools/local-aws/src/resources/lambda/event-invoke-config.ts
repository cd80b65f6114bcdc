import type { ResourceType } from '../../cloudformation';
import { pick, unlessMissing } from '../support';

const CONFIGURATION = ['DestinationConfig', 'MaximumEventAgeInSeconds', 'MaximumRetryAttempts'];

export const eventInvokeConfig: ResourceType = {
  type: 'AWS::Lambda::EventInvokeConfig',
  honours: ['FunctionName', 'Qualifier', ...CONFIGURATION],
  async create({ clients }, properties) {
    const { FunctionName, Qualifier } = properties;
    await clients.lambda.putFunctionEventInvokeConfig({ FunctionName, Qualifier, ...pick(properties, CONFIGURATION) });
    return { physicalId: `${FunctionName}|${Qualifier}`, attributes: {} };
  },
  async update({ clients }, existing, properties) {
    const { FunctionName, Qualifier } = properties;
    // moto would keep the old one beside the new, and answer with the old.
    await unlessMissing(() => clients.lambda.deleteFunctionEventInvokeConfig({ FunctionName, Qualifier }));
    await clients.lambda.putFunctionEventInvokeConfig({ FunctionName, Qualifier, ...pick(properties, CONFIGURATION) });
    return existing;
  },
  delete: ({ clients }, _, { FunctionName, Qualifier }) =>
    unlessMissing(() => clients.lambda.deleteFunctionEventInvokeConfig({ FunctionName, Qualifier })),
};
