import { PlainFailure } from '../../cloudformation';

const MOST_BYTES = 16_384;

/** Fails on user data that EC2 would not take: it counts the bytes before base64. */
export function checkUserData(userData: unknown): void {
  if (typeof userData !== 'string') {
    return;
  }
  const bytes = Buffer.from(userData, 'base64').length;
  if (bytes > MOST_BYTES) {
    throw new PlainFailure(`User data is limited to ${MOST_BYTES} bytes, got ${bytes}`);
  }
}
