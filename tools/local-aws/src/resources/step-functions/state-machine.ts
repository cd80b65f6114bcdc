import type { Properties, ResourceType } from '../../cloudformation';
import { document, present } from '../support';

const LONGEST_NAME = 80;

/** Its tags are not kept: nothing here reads them. */
export const stateMachine: ResourceType = {
  type: 'AWS::StepFunctions::StateMachine',
  honours: ['DefinitionString', 'RoleArn', 'StateMachineName', 'Tags'],
  async create(context, properties) {
    const name: string = properties.StateMachineName ?? context.physicalName(LONGEST_NAME);
    const { stateMachineArn } = await context.clients.sfn.createStateMachine({
      name,
      definition: definitionOf(properties),
      roleArn: properties.RoleArn,
    });
    const arn = present(stateMachineArn, 'stateMachineArn');
    return { physicalId: arn, attributes: { Arn: arn, Name: name } };
  },
  async update({ clients }, existing, properties) {
    await clients.sfn.updateStateMachine({
      stateMachineArn: existing.physicalId,
      definition: definitionOf(properties),
      roleArn: properties.RoleArn,
    });
    return existing;
  },
  async delete({ clients }, { physicalId }) {
    await clients.sfn.deleteStateMachine({ stateMachineArn: physicalId });
  },
};

function definitionOf({ DefinitionString }: Properties): string {
  return document(DefinitionString);
}
