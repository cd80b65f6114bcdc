import type { FunctionCode } from '@aws-sdk/client-lambda';
import AdmZip from 'adm-zip';
import { PlainFailure, type Properties, type ResourceContext } from '../../cloudformation';

/** Where a zip file's time begins. */
const EPOCH = new Date(1980, 0, 1);

/** A function's code as Lambda's API takes it: inline text becomes a zip file with the one file that AWS names. */
export async function functionCode(context: ResourceContext, code: Properties, runtime: string): Promise<FunctionCode> {
  if (code.ZipFile !== undefined) {
    return { ZipFile: inline(code.ZipFile, runtime) };
  }
  const { S3Bucket, S3Key, S3ObjectVersion } = code;
  await checkObject(context, S3Bucket, S3Key);
  return { S3Bucket, S3Key, S3ObjectVersion };
}

function inline(source: string, runtime: string): Uint8Array {
  const zip = new AdmZip();
  const entry = zip.addFile(runtime.startsWith('python') ? 'index.py' : 'index.js', Buffer.from(source));
  // the same text is the same code, whenever it is deployed: its hash must not tell the time
  entry.header.time = EPOCH;
  return zip.toBuffer();
}

/** moto takes code that is not there; Lambda does not. */
async function checkObject({ clients }: ResourceContext, Bucket: string, Key: string): Promise<void> {
  try {
    await clients.s3.headObject({ Bucket, Key });
  } catch {
    throw new PlainFailure(
      `Error occurred while GetObject. S3 Error Code: NoSuchKey. S3 Error Message: The specified key does not exist. (s3://${Bucket}/${Key})`,
    );
  }
}
