import type { TemplateFile } from './assembly';
import { resourcesOf } from './assembly';

interface BlockDevice {
  readonly Ebs?: { readonly Encrypted?: unknown };
}

/** Launch templates and instances with a volume that is not encrypted, or whose root volume is the AMI's own choice. */
export function unencryptedVolumes(template: TemplateFile): string[] {
  return resourcesOf(template, 'AWS::EC2::LaunchTemplate', 'AWS::EC2::Instance')
    .map(({ place, properties }) => {
      const { LaunchTemplateData: data = properties } = properties as { LaunchTemplateData?: typeof properties };
      return { place, devices: (data.BlockDeviceMappings ?? []) as BlockDevice[] };
    })
    .filter(({ devices }) => devices.length === 0 || devices.some(({ Ebs }) => Ebs?.Encrypted !== true))
    .map(({ place }) => place);
}
