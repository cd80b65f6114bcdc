/** How many zones a network may span; AWS has no region with more than six. */
export const ZONES = { min: 2, max: 6, default: 2 } as const;

/** Sizes that AWS allows, as prefix lengths, for a VPC and for a subnet alike. */
export const BLOCK_PREFIX = { largest: 16, smallest: 28 } as const;

/** A private subnet has the number of the public one in its zone, plus this. */
export const PRIVATE_OFFSET = 50;
