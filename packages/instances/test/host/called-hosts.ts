/**
 * The network hosts that a decoded user data names: AWS services by their names, others as they are. Every call in the
 * host's scripts is written as a whole URL, so that this finds it.
 */
export function calledHosts(text: string): string[] {
  const hosts = [...text.matchAll(/\bhttps?:\/\/([^/"'\s]+)/g)].map(([, host]) => host.replace('.$region.$domain', ''));
  return [...new Set(hosts)].sort();
}
