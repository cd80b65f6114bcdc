import { reservedMemory } from './limits';
import { failure } from '../private/errors';
import type { InstanceMemory } from '../group/instance-memory';

/**
 * The share of the agent, of Docker, containerd, the Session Manager agent and systemd, which take about that much on an
 * instance that has little to do. Also the example of AWS's documentation.
 *
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/memory-management.html
 */
export const AGENT_SHARE_MIB = 256;

/** Less than this for tasks is taken for a mistake. */
const TASKS_MIB = 128;

/** Who takes how much of an instance's memory away from tasks. */
export class MemoryReservation {
  private readonly shares = new Map<string, number>();

  /** @param owner as error texts call it */
  public add(owner: string, mebibytes?: number): void {
    this.shares.set(owner, reservedMemory(owner, mebibytes));
  }

  /** `undefined` for none. */
  public get total(): number | undefined {
    return [...this.shares.values()].reduce((sum, share) => sum + share, 0) || undefined;
  }

  /** Fails when no task could ever run on the smallest instance. */
  public checkFits(smallest: InstanceMemory): void {
    const { total = 0 } = this;
    const offered = offeredMemory(smallest.memoryMiB);
    if (total + TASKS_MIB > offered) {
      const shares = [...this.shares].filter(([, share]) => share > 0).map(([owner, share]) => `${owner} ${share}`);
      throw failure(
        'ReservedMemoryTooLarge',
        `${total} MiB of memory are reserved (${shares.join(', ')}), but a ${smallest.type}, the smallest type of the ` +
          `group, has about ${offered} MiB for ECS, of which at least ${TASKS_MIB} must be left for tasks; ` +
          `reserve less, or choose larger types`,
      );
    }
  }
}

/**
 * About what an instance registers with ECS: the kernel takes its part before the agent asks how much there is. AWS
 * documents 7985 of 8192 MiB for one type; small ones lose a larger part.
 */
function offeredMemory(advertisedMiB: number): number {
  return Math.max(0, Math.floor(advertisedMiB * 0.96) - 32);
}
