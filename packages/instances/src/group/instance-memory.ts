import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';

/** An instance type and its memory, as AWS advertises it. */
export interface InstanceMemory {
  readonly type: string;
  readonly memoryMiB: number;
}

/** MiB by family and size: what EC2's DescribeInstanceTypes answers, see `scripts`. */
type Table = Readonly<Record<string, Readonly<Record<string, number>> | undefined>>;
const FILE = join(__dirname, '..', '..', 'data', 'instance-memory.json');
let table: Table | undefined;

/** The type with the least memory, if the memory of any is known: AWS adds types more often than this library is released. */
export function leastMemory(types: readonly ec2.InstanceType[]): InstanceMemory | undefined {
  const known = types.flatMap((type) => {
    const memoryMiB = memoryOf(type.toString());
    return memoryMiB === undefined ? [] : [{ type: type.toString(), memoryMiB }];
  });
  return known.sort((one, other) => one.memoryMiB - other.memoryMiB)[0];
}

/** The table is read when it is first needed: importing this library costs nothing. */
function memoryOf(type: string): number | undefined {
  table ??= JSON.parse(readFileSync(FILE, 'utf8')) as Table;
  const [family, size] = type.split('.');
  return table[family]?.[size];
}
