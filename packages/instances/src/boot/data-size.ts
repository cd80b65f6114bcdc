/**
 * How many bytes a value that only CloudFormation knows may have: names and identifiers have at most 255, the ARNs and
 * endpoints that hosts are told stay below.
 */
export const TOKEN_BYTES = 256;

/** Those that every template has are known better. */
const PSEUDO_PARAMETER_BYTES: Readonly<Record<string, number>> = {
  'AWS::AccountId': 12,
  'AWS::NoValue': 0,
  'AWS::Partition': 16,
  'AWS::Region': 32,
  'AWS::StackName': 128,
  'AWS::URLSuffix': 32,
};

/**
 * An upper bound, in bytes of UTF-8, of what CloudFormation will make of a resolved value: exact for text, through
 * `Fn::Join`, `Fn::Sub`, `Fn::Base64` and `Fn::If`, and `TOKEN_BYTES` for what it looks up.
 */
export function dataSize(value: unknown): number {
  if (typeof value !== 'object' || value === null) {
    return Buffer.byteLength(String(value), 'utf8');
  }
  const [[name, argument] = ['', undefined]] = Object.entries(value);
  switch (name) {
    case 'Ref':
      return PSEUDO_PARAMETER_BYTES[String(argument)] ?? TOKEN_BYTES;
    case 'Fn::Base64':
      return 4 * Math.ceil(dataSize(argument) / 3);
    case 'Fn::Join':
      return joinSize(argument);
    case 'Fn::Sub':
      return substitutedSize(Array.isArray(argument) ? argument[0] : argument);
    case 'Fn::If':
      return Array.isArray(argument) ? Math.max(dataSize(argument[1]), dataSize(argument[2])) : TOKEN_BYTES;
    default:
      return TOKEN_BYTES;
  }
}

function joinSize(argument: unknown): number {
  if (!Array.isArray(argument) || !Array.isArray(argument[1])) {
    return TOKEN_BYTES;
  }
  const pieces: readonly unknown[] = argument[1];
  const separators = Math.max(0, pieces.length - 1) * Buffer.byteLength(String(argument[0]), 'utf8');
  return pieces.reduce<number>((sum, piece) => sum + dataSize(piece), separators);
}

function substitutedSize(template: unknown): number {
  const text = String(template);
  return Buffer.byteLength(text, 'utf8') + TOKEN_BYTES * (text.match(/\$\{[^!]/g)?.length ?? 0);
}
