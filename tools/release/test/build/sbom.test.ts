import { sbom } from '../../src/build/sbom';
import type { PlannedRelease } from '../../src/model';

describe('the bill of materials', () => {
  const release = { npmName: '@ecs-groundwork/instances', version: '0.1.2' } as PlannedRelease;
  const request = {
    release,
    sha256: 'a'.repeat(64),
    license: 'Apache-2.0',
    peers: { 'aws-cdk-lib': '^2.263.0' },
    bundled: [{ name: 'fflate', version: '0.8.3', license: 'MIT' }],
    timestamp: new Date('2026-11-28T00:00:00Z'),
  };
  const read = () => JSON.parse(sbom(request)) as Record<string, never>;

  it('says what the package is, by the checksum of its file', () => {
    expect(read()).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.6',
      metadata: {
        timestamp: '2026-11-28T00:00:00.000Z',
        component: {
          group: '@ecs-groundwork',
          name: 'instances',
          version: '0.1.2',
          purl: 'pkg:npm/%40ecs-groundwork/instances@0.1.2',
          licenses: [{ expression: 'Apache-2.0' }],
          hashes: [{ alg: 'SHA-256', content: 'a'.repeat(64) }],
        },
      },
    });
  });

  it('says what is inside, and what it asks for from which version on', () => {
    expect(read()).toMatchObject({
      components: [
        {
          name: 'aws-cdk-lib',
          version: '2.263.0',
          properties: [
            { name: 'ecs-groundwork:range', value: '^2.263.0' },
            { name: 'ecs-groundwork:role', value: 'peer' },
          ],
        },
        { name: 'fflate', version: '0.8.3', properties: [{ name: 'ecs-groundwork:role', value: 'bundled' }] },
      ],
    });
  });

  it('says who needs whom', () => {
    expect(read()).toMatchObject({
      dependencies: expect.arrayContaining([
        {
          ref: 'pkg:npm/%40ecs-groundwork/instances@0.1.2',
          dependsOn: ['pkg:npm/aws-cdk-lib@2.263.0', 'pkg:npm/fflate@0.8.3'],
        },
      ]),
    });
  });

  it('is the same for the same commit', () => {
    expect(sbom(request)).toBe(sbom(request));
  });
});
