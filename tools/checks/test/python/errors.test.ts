import { join } from 'node:path';
import { PythonProject } from '../../src/examples/python';

/**
 * A wrong use of each package and of each way in which an error can arise, and all that Python says. The texts are those
 * that the packages' own tests hold TypeScript to.
 */
const TABLE = [
  {
    arises: 'in a constructor of network',
    use: 'network.Network(stack, "Network", zones=1)',
    text: 'ZoneCountOutOfRange: zones must be 2 to 6, got 1; leave it out for 2',
  },
  {
    arises: 'in a static method of network',
    use: 'network.AddressPlan.of("nonsense")',
    text: "CidrInvalid: base must be an IPv4 range such as '10.0.0.0/16', got 'nonsense'",
  },
  {
    arises: 'in a constructor of instances',
    use: 'instances.Bastion(stack, "Bastion", vpc=vpc, allow_from=[])',
    text:
      'BastionSourcesMissing: allowFrom is empty, so nobody could reach the bastion; name the address ranges that ' +
      "people come from, for example ec2.Peer.ipv4('198.51.100.0/24')",
  },
  {
    arises: 'in a method of instances',
    use: 'instances.Cluster(stack, "C", vpc=vpc).add_instance_group("default", min_capacity=5, max_capacity=2)',
    text:
      "CapacityOutOfRange: minCapacity (5) of group 'default' is more than maxCapacity (2); raise maxCapacity or " +
      'lower minCapacity',
  },
  {
    arises: 'in a constructor of loadbalancer',
    use: 'loadbalancer.ApplicationLoadBalancer(stack, "Front", vpc=vpc)',
    text:
      'CertificateMissing: a load balancer needs a certificate, to be reached by HTTPS; give one of AWS Certificate ' +
      'Manager, or say plainHttp: true',
  },
  {
    arises: 'in a constructor of system-containers',
    use:
      'image = system_containers.SystemContainerImage.from_registry("x")\n' +
      'system_containers.SystemContainer(container_name="a", image=image, memory_limit_mib=1)',
    text:
      "MemoryLimitInvalid: memoryLimitMiB of system container 'a' must be a whole number of at least 6 MiB, known at " +
      'synthesis, got 1 MiB',
  },
  {
    arises: 'in a static method of logging',
    use: 'logging.LogDestination.elasticsearch(host="https://x/")',
    text:
      "HostInvalid: host must be a host's name or IPv4 address, without a scheme, a port or a path, got " +
      '"https://x/"',
  },
] as const;

describe('an error in Python says all that it says in TypeScript, beginning with its code, when it arises', () => {
  let texts: unknown[];

  beforeAll(() => {
    const uses = JSON.stringify(TABLE.map(({ use }) => use));
    texts = JSON.parse(new PythonProject().program(join(__dirname, 'wrong_uses.py'), uses)) as unknown[];
  }, 120_000);

  it.each(TABLE.map((row, index) => ({ ...row, index })))('$arises', ({ text, index }) => {
    expect(texts[index]).toBe(text);
  });
});
