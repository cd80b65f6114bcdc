/**
 * What this library puts on every instance for scripts of contributions and boot steps to use. A path here stays; so does
 * what is said of it.
 */
export class HostTools {
  /**
   * A bash library for calls to AWS with the instance's role; the AMI has no AWS CLI. A script sources it
   * (`. /opt/ecs-groundwork/aws`) and has then:
   *
   * - `$region` and `$domain` (`amazonaws.com`, in China another one): an endpoint is `https://SERVICE.$region.$domain/`
   * - `metadata PATH`: prints what the instance's metadata has at `latest/meta-data/PATH`
   * - `aws_request SERVICE URL [CURL OPTION…]`: a signed request. Prints the answer, also when it is an error; its exit
   *   status is curl's, 22 when the service refused
   * - `json_field KEY…`: prints what is at this path of the JSON on standard input: a text as it is, anything else as JSON
   *
   * It works as root in boot steps, in units and in whatever they start. The script should be strict
   * (`set -euo pipefail`, which boot steps are by themselves), so that it ends where the metadata cannot be read. No
   * credential ever stands in an argument, where other processes could read it.
   */
  public static readonly AWS = '/opt/ecs-groundwork/aws';

  private constructor() {
    // names only, so there are no instances
  }
}
