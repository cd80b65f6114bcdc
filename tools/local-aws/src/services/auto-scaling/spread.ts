import type { Subnet } from './ports';

/**
 * The subnet for the next instance: in the zone that has fewest, and within the zone the subnet that has fewest.
 * Ties go to the order in which the group names its subnets.
 */
export function nextSubnet(
  subnets: readonly Subnet[],
  instances: readonly { readonly zone: string; readonly subnetId: string }[],
): Subnet {
  const inZone = (zone: string) => instances.filter((instance) => instance.zone === zone).length;
  const inSubnet = (id: string) => instances.filter((instance) => instance.subnetId === id).length;
  const [first, ...rest] = subnets;
  if (first === undefined) {
    throw new Error('A group has at least one subnet; creating one without is refused');
  }
  return rest.reduce((best, subnet) => {
    const zones = inZone(subnet.zone) - inZone(best.zone);
    return zones < 0 || (zones === 0 && inSubnet(subnet.id) < inSubnet(best.id)) ? subnet : best;
  }, first);
}
