import { createSocket, type Socket } from 'node:dgram';

const NAME_ERROR = 3;
const ADDRESS_RECORD = 1;
const SECONDS = 1;

/**
 * Amazon's resolver: every name that `knows` takes has the address of the one server that plays everything, any other
 * name does not exist.
 */
export function startNames(listenOn: string, address: string, knows: (name: string) => boolean): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.on('message', (query, from) => {
    const answer = respond(query, address, knows);
    if (answer) {
      socket.send(answer, from.port, from.address);
    }
  });
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.bind(53, listenOn, () => resolve(socket));
  });
}

/** The answer to a query for one name; none to what is no such query. */
export function respond(query: Buffer, address: string, knows: (name: string) => boolean): Buffer | undefined {
  const question = readQuestion(query);
  if (!question) {
    return undefined;
  }
  const known = knows(question.name);
  const records = known && question.type === ADDRESS_RECORD ? [record(address)] : [];
  const header = Buffer.alloc(12);
  query.copy(header, 0, 0, 2);
  header.writeUInt16BE(0x8180 | (known ? 0 : NAME_ERROR), 2);
  header.writeUInt16BE(1, 4);
  header.writeUInt16BE(records.length, 6);
  return Buffer.concat([header, query.subarray(12, question.end), ...records]);
}

function readQuestion(query: Buffer): { name: string; type: number; end: number } | undefined {
  const labels: string[] = [];
  let at = 12;
  while (at < query.length && query[at] !== 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + query[at]));
    at += 1 + query[at];
  }
  const end = at + 5;
  return end > query.length
    ? undefined
    : { name: labels.join('.').toLowerCase(), type: query.readUInt16BE(at + 1), end };
}

function record(address: string): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt16BE(0xc00c, 0); // the name of the question
  bytes.writeUInt16BE(ADDRESS_RECORD, 2);
  bytes.writeUInt16BE(1, 4);
  bytes.writeUInt32BE(SECONDS, 6);
  bytes.writeUInt16BE(4, 10);
  address.split('.').forEach((part, index) => bytes.writeUInt8(Number(part), 12 + index));
  return bytes;
}
