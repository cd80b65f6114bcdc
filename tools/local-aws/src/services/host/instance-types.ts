import type { EC2 } from '@aws-sdk/client-ec2';

export interface InstanceType {
  readonly name: string;
  readonly virtualCpus: number;
  readonly memoryMiB: number;
  /** As the agent reports it: `x86_64`, `arm64`. */
  readonly architecture: string;
}

/** Where the size of an instance type comes from. */
export interface InstanceTypes {
  get(name: string): Promise<InstanceType>;
}

/** EC2's list of types, each asked for once. */
export function instanceTypesOf(ec2: Pick<EC2, 'describeInstanceTypes'>): InstanceTypes {
  const known = new Map<string, Promise<InstanceType>>();
  return {
    get: (name) => {
      const found = known.get(name) ?? describe(ec2, name);
      known.set(name, found);
      // A failure is not remembered: the next one asks again.
      found.catch(() => known.delete(name));
      return found;
    },
  };
}

async function describe(ec2: Pick<EC2, 'describeInstanceTypes'>, name: string): Promise<InstanceType> {
  const Filters = [{ Name: 'instance-type', Values: [name] }];
  const { InstanceTypes: [type] = [] } = await ec2.describeInstanceTypes({ Filters });
  const virtualCpus = type?.VCpuInfo?.DefaultVCpus;
  const memoryMiB = type?.MemoryInfo?.SizeInMiB;
  if (virtualCpus === undefined || memoryMiB === undefined) {
    throw new Error(`EC2 knows no instance type ${name}`);
  }
  const architectures = type?.ProcessorInfo?.SupportedArchitectures ?? [];
  return { name, virtualCpus, memoryMiB, architecture: architectures.includes('arm64') ? 'arm64' : 'x86_64' };
}

/**
 * What the agent finds on an instance of the type. The kernel keeps some memory to itself; how much varies, and AWS
 * documents only examples (a t3.medium of 4096 MiB shows about 3900), so this is an estimate.
 */
export function registeredCapacity({ virtualCpus, memoryMiB }: InstanceType): { cpu: number; memory: number } {
  const KERNEL_SHARE = 0.04;
  const KERNEL_MIB = 32;
  const CPU_UNITS_PER_VCPU = 1024;
  return { cpu: virtualCpus * CPU_UNITS_PER_VCPU, memory: Math.floor(memoryMiB * (1 - KERNEL_SHARE)) - KERNEL_MIB };
}
