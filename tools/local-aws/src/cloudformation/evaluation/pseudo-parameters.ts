import type { Account } from '../../service';

export interface StackIdentity {
  readonly id: string;
  readonly name: string;
}

const URL_SUFFIXES: Readonly<Record<string, string>> = {
  'aws-cn': 'amazonaws.com.cn',
  'aws-iso': 'c2s.ic.gov',
  'aws-iso-b': 'sc2s.sgov.gov',
};

/** The parameters that AWS defines in every template. Notifications are refused, so there are never topics. */
export function pseudoParameters(account: Account, stack: StackIdentity): Readonly<Record<string, unknown>> {
  return {
    'AWS::AccountId': account.accountId,
    'AWS::NotificationARNs': [],
    'AWS::Partition': account.partition,
    'AWS::Region': account.region,
    'AWS::StackId': stack.id,
    'AWS::StackName': stack.name,
    'AWS::URLSuffix': URL_SUFFIXES[account.partition] ?? 'amazonaws.com',
  };
}
