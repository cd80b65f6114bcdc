import type { Call } from '../../src/aws/call';
import { complaint, type Signer } from '../../src/aws/signature';

/** AWS's own test suite for version 4 signatures: `get-vanilla` and `get-vanilla-query-order-key-case`. */
const signer: Signer = {
  region: 'us-east-1',
  service: 'service',
  credentials: {
    accessKeyId: 'AKIDEXAMPLE',
    secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
    token: '',
  },
  now: Date.parse('2015-08-30T12:36:30Z'),
};

function call(url: string, signature: string, headers: Record<string, string> = {}): Call {
  return {
    method: 'GET',
    host: 'example.amazonaws.com',
    url,
    body: Buffer.alloc(0),
    headers: {
      host: 'example.amazonaws.com',
      'x-amz-date': '20150830T123600Z',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, ' +
        `SignedHeaders=host;x-amz-date, Signature=${signature}`,
      ...headers,
    },
  };
}

const VANILLA = '5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31';
const QUERY = 'b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500';

describe('a signature', () => {
  it('is taken when it is right', () => {
    expect(complaint(call('/', VANILLA), signer)).toBeUndefined();
  });

  it('covers the query, in order', () => {
    expect(complaint(call('/?Param2=value2&Param1=value1', QUERY), signer)).toBeUndefined();
  });

  it.each([
    ['of another request', call('/other', VANILLA), signer, 'the signature does not match'],
    ['that is missing', call('/', VANILLA, { authorization: '' }), signer, 'the request is not signed'],
    [
      'of another service',
      call('/', VANILLA),
      { ...signer, service: 's3' },
      'it is signed for service in us-east-1, not for s3 in us-east-1',
    ],
    ['that is old', call('/', VANILLA), { ...signer, now: Date.now() }, 'its time is 20150830T123600Z'],
    [
      "without the session's token",
      call('/', VANILLA),
      { ...signer, credentials: { ...signer.credentials, token: 'token' } },
      "it does not carry the session's token",
    ],
    [
      'that leaves out a header',
      call('/', VANILLA, { 'x-amz-target': 'Action' }),
      signer,
      'its header x-amz-target is not signed',
    ],
  ])('%s is refused', (_, request, by, why) => {
    expect(complaint(request, by)).toBe(why);
  });
});
