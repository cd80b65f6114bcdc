import { randomUUID } from 'node:crypto';
import type {
  CreateStateMachineCommandInput,
  DeleteStateMachineCommandInput,
  DescribeExecutionCommandInput,
  DescribeStateMachineCommandInput,
  StartExecutionCommandInput,
  UpdateStateMachineCommandInput,
} from '@aws-sdk/client-sfn';
import { AwsError, type Account, type Service } from '../../service';
import { action, apiService, required } from '../support';
import { parseDefinition, type Definition } from './definition';
import { execute, type ExecutionPorts } from './execution';

export interface StepFunctionsOptions extends ExecutionPorts {
  readonly account: Account;
  /** Hears of what nobody waits for. */
  readonly log: (message: string) => void;
}

export interface StepFunctionsService extends Service {
  /** Waits for executions under way; what they wait for should have been told to end. */
  close(): Promise<void>;
}

interface StateMachine {
  readonly arn: string;
  readonly name: string;
  roleArn: string;
  text: string;
  definition: Definition;
}

interface Execution {
  readonly arn: string;
  readonly stateMachineArn: string;
  readonly name: string;
  readonly input: string;
  readonly startDate: Date;
  stopDate?: Date;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED';
  output?: string;
  error?: string;
  cause?: string;
}

/** Of AWS Step Functions, what waits for something with Lambda functions. */
export function stepFunctions(options: StepFunctionsOptions): StepFunctionsService {
  const machines = new Map<string, StateMachine>();
  const executions = new Map<string, Execution>();
  const running = new Set<Promise<void>>();
  const { region, accountId, partition } = options.account;
  const arnOf = (kind: string, name: string) => `arn:${partition}:states:${region}:${accountId}:${kind}:${name}`;

  function machine(arn: string | undefined): StateMachine {
    const found = machines.get(required(arn, 'stateMachineArn', 'ValidationException'));
    if (found === undefined) {
      throw new AwsError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
    }
    return found;
  }

  async function run({ definition }: StateMachine, execution: Execution): Promise<void> {
    const outcome = await execute(definition, JSON.parse(execution.input), options);
    execution.stopDate = new Date();
    if ('output' in outcome) {
      execution.status = 'SUCCEEDED';
      execution.output = JSON.stringify(outcome.output);
    } else {
      execution.status = 'FAILED';
      execution.error = outcome.error;
      execution.cause = outcome.cause;
      options.log(`${execution.arn} failed: ${outcome.error}: ${outcome.cause}`);
    }
  }

  const service = apiService('states', {
    CreateStateMachine: action<CreateStateMachineCommandInput>(
      ['definition', 'name', 'roleArn'],
      ({ definition, name, roleArn }) => {
        const arn = arnOf('stateMachine', required(name, 'name', 'ValidationException'));
        const text = required(definition, 'definition', 'ValidationException');
        const role = required(roleArn, 'roleArn', 'ValidationException');
        machines.set(arn, { arn, name: name ?? '', roleArn: role, text, definition: parseDefinition(text) });
        return { stateMachineArn: arn, creationDate: new Date() };
      },
    ),
    UpdateStateMachine: action<UpdateStateMachineCommandInput>(
      ['definition', 'roleArn', 'stateMachineArn'],
      ({ definition, roleArn, stateMachineArn }) => {
        const found = machine(stateMachineArn);
        found.text = definition ?? found.text;
        found.definition = parseDefinition(found.text);
        found.roleArn = roleArn ?? found.roleArn;
        return { updateDate: new Date() };
      },
    ),
    // on AWS, too, deleting what is not there succeeds, and executions come to their end
    DeleteStateMachine: action<DeleteStateMachineCommandInput>(['stateMachineArn'], ({ stateMachineArn }) => {
      machines.delete(String(stateMachineArn));
    }),
    DescribeStateMachine: action<DescribeStateMachineCommandInput>(['stateMachineArn'], ({ stateMachineArn }) => {
      const { arn, name, roleArn, text } = machine(stateMachineArn);
      return { stateMachineArn: arn, name, roleArn, definition: text, status: 'ACTIVE', type: 'STANDARD' };
    }),
    StartExecution: action<StartExecutionCommandInput>(
      ['input', 'name', 'stateMachineArn'],
      ({ input = '{}', name = randomUUID(), stateMachineArn }) => {
        const found = machine(stateMachineArn);
        const arn = arnOf('execution', `${found.name}:${name}`);
        const startDate = new Date();
        const execution: Execution = { arn, stateMachineArn: found.arn, name, input, startDate, status: 'RUNNING' };
        executions.set(arn, execution);
        const work = run(found, execution)
          .catch((error: unknown) => options.log(`${arn}: ${String(error)}`))
          .finally(() => running.delete(work));
        running.add(work);
        return { executionArn: arn, startDate };
      },
    ),
    DescribeExecution: action<DescribeExecutionCommandInput>(['executionArn'], ({ executionArn }) => {
      const found = executions.get(String(executionArn));
      if (found === undefined) {
        throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${executionArn}'`);
      }
      const { arn, ...rest } = found;
      return { executionArn: arn, ...rest };
    }),
  });
  return {
    ...service,
    close: async () => {
      await Promise.allSettled(running);
    },
  };
}
