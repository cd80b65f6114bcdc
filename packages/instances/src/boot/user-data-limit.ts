import { Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { TOKEN_BYTES, dataSize } from './data-size';
import type { PlacedFile } from './placed-file';
import { coded } from '../private/errors';

/**
 * What EC2 takes, before it is encoded.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-add-user-data.html
 */
export const USER_DATA_BYTES = 16384;

/** Complaints, for `node.addValidation`, about what EC2 would refuse when the stack is deployed. */
export function userDataErrors(scope: Construct, rendered: string, files: readonly PlacedFile[]): string[] {
  const stack = Stack.of(scope);
  const size = dataSize(stack.resolve(rendered));
  if (size <= USER_DATA_BYTES) {
    return [];
  }
  const [largest] = files
    .map(({ label, content }) => ({ label, bytes: dataSize(stack.resolve(content)) }))
    .sort((a, b) => b.bytes - a.bytes);
  return [
    coded(
      'UserDataTooLarge',
      `the user data of this group has ${size} bytes, EC2 takes ${USER_DATA_BYTES}; the largest part is ${largest.label} ` +
        `with ${largest.bytes} bytes (a value that only the deployment knows counts ${TOKEN_BYTES}). ` +
        'Bake large content into an AMI, or let a boot step fetch it from S3',
    ),
  ];
}
