import { AwsError } from '../../service';
import type { ResourceDefinition } from './template';

/** The properties whose presence makes CloudFormation ask for `CAPABILITY_NAMED_IAM`. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::IAM::Group': 'GroupName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::ManagedPolicy': 'ManagedPolicyName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::User': 'UserName',
};

const OTHER_IAM = ['AWS::IAM::AccessKey', 'AWS::IAM::Policy', 'AWS::IAM::UserToGroupAddition'];

/** Which capability the resources need, if any. */
export function requiredCapability(resources: readonly ResourceDefinition[]): string | undefined {
  const named = resources.some(({ Type, Properties = {} }) => NAMES[Type] !== undefined && NAMES[Type] in Properties);
  if (named) {
    return 'CAPABILITY_NAMED_IAM';
  }
  const any = resources.some(({ Type }) => Type in NAMES || OTHER_IAM.includes(Type));
  return any ? 'CAPABILITY_IAM' : undefined;
}

/** Fails when the caller has not acknowledged what the resources need. */
export function checkCapabilities(resources: readonly ResourceDefinition[], acknowledged: readonly string[]): void {
  const required = requiredCapability(resources);
  const enough = required === 'CAPABILITY_IAM' ? [required, 'CAPABILITY_NAMED_IAM'] : [required];
  if (
    required !== undefined &&
    !enough.some((capability) => capability !== undefined && acknowledged.includes(capability))
  ) {
    throw new AwsError('InsufficientCapabilitiesException', `Requires capabilities : [${required}]`);
  }
}
