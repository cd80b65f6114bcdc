import * as path from 'node:path';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Provider } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { commonStatements } from './rollout-policy';

/** Between two looks at a roll-out. */
const QUERY_INTERVAL = Duration.seconds(15);
/** What CDK's framework allows, which is CloudFormation's own patience. */
export const TOTAL_TIMEOUT = Duration.hours(1);
/** A look at 5,000 hosts is some 200 calls. */
const FUNCTION_TIMEOUT = Duration.minutes(3);
const MEMORY_MIB = 256;

/** The functions that roll out, once for all groups of a stack; each group adds what they may do with it. */
export class RolloutProvider extends Construct {
  public static of(scope: Construct): RolloutProvider {
    const stack = Stack.of(scope);
    const existing = stack.node.tryFindChild(RolloutProvider.ID);
    return existing instanceof RolloutProvider ? existing : new RolloutProvider(stack, RolloutProvider.ID);
  }

  private static readonly ID = 'EcsGroundworkRollout';

  public readonly role: iam.IRole;
  public readonly serviceToken: string;
  /** Settles what outlived its deployment, and brings hosts along that missed something. */
  public readonly settle: lambda.IFunction;
  public readonly logGroup: logs.ILogGroup;

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    this.logGroup = new logs.LogGroup(this, 'Logs', {
      retention: logs.RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = this.functionRole('Role', 'Rolls changes of system containers over running instances');
    commonStatements(this).forEach((statement) => this.role.addToPrincipalPolicy(statement));
    const provider = new Provider(this, 'Provider', {
      onEventHandler: this.function('OnEvent', 'onEvent', 'Writes a generation of system containers'),
      isCompleteHandler: this.function('IsComplete', 'isComplete', 'Rolls a generation of system containers out'),
      queryInterval: QUERY_INTERVAL,
      totalTimeout: TOTAL_TIMEOUT,
      logGroup: this.logGroup,
      // CDK's own may write to any log of the account
      frameworkOnEventRole: this.functionRole('FrameworkRole', 'Takes requests of CloudFormation to the roll-out'),
      frameworkCompleteAndTimeoutRole: this.functionRole(
        'WaiterRole',
        'Waits for roll-outs and answers CloudFormation',
      ),
    });
    this.serviceToken = provider.serviceToken;
    this.settle = this.function('Settle', 'settle', 'Settles roll-outs that outlived their deployment');
  }

  private functionRole(id: string, description: string): iam.Role {
    const role = new iam.Role(this, id, {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com'),
      description,
    });
    this.logGroup.grantWrite(role);
    return role;
  }

  private function(id: string, handler: string, description: string): lambda.Function {
    return new lambda.Function(this, id, {
      description,
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: `index.${handler}`,
      code: lambda.Code.fromAsset(path.join(__dirname, '../../assets/rollout/rollout.lambda')),
      role: this.role,
      logGroup: this.logGroup,
      timeout: FUNCTION_TIMEOUT,
      memorySize: MEMORY_MIB,
    });
  }
}
