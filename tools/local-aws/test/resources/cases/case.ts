import type { Clients } from '../../../src/clients';
import type { Properties } from '../../../src/cloudformation';

type Definitions = Readonly<Record<string, object>>;

/** One resource type's life, told by what the service's own API says of it. */
export interface Case {
  readonly type: string;
  /** What it needs: the stack's other resources. The one in question is called `Subject`. */
  readonly around?: Definitions;
  readonly create: Properties;
  /** Besides the properties: `DependsOn`. */
  readonly definition?: object;
  readonly created: unknown;
  /** Left out for a type that has nothing to change. */
  readonly update?: Properties;
  readonly updated?: unknown;
  /** The update makes a new physical resource. */
  readonly replaced?: boolean;
  /** What `Fn::GetAtt` gives, by attribute. */
  readonly attributes?: Readonly<Record<string, string | RegExp>>;
  /** Asks the service. When the resource is gone this fails with AWS's "not found", or gives nothing. */
  look(clients: Clients, id: string, attributes: Readonly<Record<string, string>>): Promise<unknown>;
  /** For what stays visible after its end, as a key that is to be deleted. */
  readonly gone?: unknown;
}

export const ref = (name: string) => ({ Ref: name });
export const att = (name: string, attribute: string) => ({ 'Fn::GetAtt': [name, attribute] });

export const tags = (...pairs: readonly (readonly [string, string])[]) => pairs.map(([Key, Value]) => ({ Key, Value }));

/** The network that most of EC2 needs. */
export const network = {
  Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
  Subnet: {
    Type: 'AWS::EC2::Subnet',
    Properties: { VpcId: ref('Vpc'), CidrBlock: '10.0.0.0/24', AvailabilityZone: 'eu-west-1a' },
  },
  Subnet2: {
    Type: 'AWS::EC2::Subnet',
    Properties: { VpcId: ref('Vpc'), CidrBlock: '10.0.1.0/24', AvailabilityZone: 'eu-west-1b' },
  },
  Group: {
    Type: 'AWS::EC2::SecurityGroup',
    Properties: { VpcId: ref('Vpc'), GroupDescription: 'for tests' },
  },
};

export const trust = (service: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
});

export const allow = (Action: string, Resource: unknown = '*', more: object = {}) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource, ...more }],
});

export const role = (service: string) => ({
  Type: 'AWS::IAM::Role',
  Properties: { AssumeRolePolicyDocument: trust(service) },
});
