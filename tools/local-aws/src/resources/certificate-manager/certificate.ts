import type { ResourceType, Tag } from '../../cloudformation';
import { applyTagChanges, begun, present, tagChanges, tagsOf, unlessMissing } from '../support';

/** Issued at once: whatever the way of validation, there is no DNS zone or mailbox here to validate a domain with. */
export const certificate: ResourceType = {
  type: 'AWS::CertificateManager::Certificate',
  honours: ['DomainName', 'DomainValidationOptions', 'SubjectAlternativeNames', 'Tags', 'ValidationMethod'],
  async create(context, properties) {
    const { acm } = context.clients;
    const { DomainName, SubjectAlternativeNames, ValidationMethod } = properties;
    const { CertificateArn } = await acm.requestCertificate({
      DomainName,
      SubjectAlternativeNames,
      ValidationMethod,
      Tags: ownTags(tagsOf(context, properties.Tags)),
    });
    const physicalId = present(CertificateArn, 'CertificateArn');
    const resource = begun(context, physicalId, { CertificateArn });
    await context.stabilise(`certificate for ${DomainName} to be issued`, async () => {
      const { Certificate } = await acm.describeCertificate({ CertificateArn });
      return Certificate?.Status === 'ISSUED';
    });
    return resource;
  },
  async update(context, existing, properties, previous) {
    const { acm } = context.clients;
    const { physicalId: CertificateArn } = existing;
    const { set, removed } = tagChanges(context, properties, previous);
    await applyTagChanges(
      { set: ownTags(set), removed },
      {
        tag: (Tags) => acm.addTagsToCertificate({ CertificateArn, Tags }),
        untag: (keys) => acm.removeTagsFromCertificate({ CertificateArn, Tags: keys.map((Key) => ({ Key })) }),
      },
    );
    return existing;
  },
  delete: ({ clients }, { physicalId }) =>
    unlessMissing(() => clients.acm.deleteCertificate({ CertificateArn: physicalId })),
};

/** moto takes nobody's tags that begin with `aws:`, CloudFormation's neither. */
function ownTags(tags: readonly Tag[]): Tag[] {
  return tags.filter(({ Key }) => !Key.startsWith('aws:'));
}
