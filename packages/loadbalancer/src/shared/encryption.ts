import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import type { Construct } from 'constructs';
import { checkCertificate } from './checks';
import { failure } from '../private/errors';

/** Fails unless it is said how clients connect: encrypted, or plainly on purpose. */
export function checkEncryption(scope: Construct, certificates: acm.ICertificate[] = [], plainHttp = false): void {
  if (certificates.length === 0 && !plainHttp) {
    throw failure(
      'CertificateMissing',
      `a load balancer needs a certificate, to be reached by HTTPS; give one of AWS Certificate Manager, or say ` +
        `plainHttp: true`,
    );
  }
  if (certificates.length > 0 && plainHttp) {
    throw failure(
      'PlainHttpWithCertificates',
      `plainHttp and a certificate cannot both be given: it is HTTP or HTTPS; leave one of them out`,
    );
  }
  certificates.forEach((certificate) => checkCertificate(scope, certificate));
}
