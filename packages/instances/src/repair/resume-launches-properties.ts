/** Properties of the custom resource: written by the construct, read by the handler. */
export const TAG_KEY_PROPERTY = 'TagKey';
export const TAG_VALUE_PROPERTY = 'TagValue';
/** Whatever differs in the boot of an instance; a change of it is why the resource is updated. */
export const BOOT_PROPERTY = 'Boot';
