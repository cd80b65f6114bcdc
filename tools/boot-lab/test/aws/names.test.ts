import { respond } from '../../src/aws/names';

function query(name: string, type = 1): Buffer {
  const labels = name.split('.').flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]);
  const header = Buffer.from([0xab, 0xcd, 0x01, 0, 0, 1, 0, 0, 0, 0, 0, 0]);
  return Buffer.concat([header, ...labels, Buffer.from([0, 0, type, 0, 1])]);
}

const answer = (asked: Buffer): Buffer | undefined =>
  respond(asked, '10.99.0.1', (name) => name === 'logs.eu-central-1.amazonaws.com');

describe('the resolver', () => {
  it('gives known names the address of the one server', () => {
    const reply = answer(query('Logs.eu-central-1.amazonaws.com'));
    expect(reply?.subarray(0, 8)).toEqual(Buffer.from([0xab, 0xcd, 0x81, 0x80, 0, 1, 0, 1]));
    expect(reply?.subarray(-4)).toEqual(Buffer.from([10, 99, 0, 1]));
  });

  it('knows no IPv6 addresses', () => {
    expect(answer(query('logs.eu-central-1.amazonaws.com', 28))?.readUInt32BE(4)).toBe(0x0001_0000);
  });

  it('says that any other name does not exist', () => {
    expect(answer(query('example.com'))?.readUInt16BE(2)).toBe(0x8183);
  });

  it('does not answer what is no query', () => {
    expect(answer(Buffer.alloc(12))).toBeUndefined();
  });
});
