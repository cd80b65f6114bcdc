import type { Resource, ResourceContext } from '../../cloudformation';

/** Says that the physical resource exists from now on, and gives what `create` gives once the rest is done as well. */
export function begun(
  { initiated }: Pick<ResourceContext, 'initiated'>,
  physicalId: string,
  attributes: Resource['attributes'],
): Resource {
  initiated(physicalId, attributes);
  return { physicalId, attributes };
}
