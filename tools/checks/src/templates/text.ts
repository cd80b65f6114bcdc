/** A template's value as the text it becomes; what only a deployment knows stays as `${Name}`. */
export function textOf(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return `${value}`;
  }
  if (typeof value !== 'object' || value === null) {
    return '';
  }
  const [[name, argument] = []] = Object.entries(value);
  switch (name) {
    case 'Fn::Base64':
      return textOf(argument);
    case 'Fn::Join': {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map(textOf).join(separator);
    }
    case 'Fn::Sub':
      return Array.isArray(argument) ? textOf(argument[0]) : textOf(argument);
    case 'Ref':
      return `\${${textOf(argument)}}`;
    default:
      return `\${${name} ${JSON.stringify(argument)}}`;
  }
}
