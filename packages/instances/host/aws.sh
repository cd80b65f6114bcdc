# shellcheck shell=bash
# To be sourced: sets region and domain; aws_request signs with the credentials of the instance's role.
imds() {
  curl -sSf --retry 8 --retry-connrefused --max-time 10 "${@:2}" "http://169.254.169.254/latest/$1"
}
imds_token=$(imds api/token -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 21600')
metadata() {
  imds "meta-data/$1" -H "X-aws-ec2-metadata-token: $imds_token"
}
region=$(metadata placement/region)
# shellcheck disable=SC2034 # the scripts that source this build their endpoints with it
domain=$(metadata services/domain)

# aws_request SERVICE URL [CURL OPTION...]: prints the answer, also when it is an error. The credentials go in by
# standard input: any process may read another's arguments (printf is no process, but the shell itself).
aws_request() {
  local role credentials
  role=$(metadata iam/security-credentials/) || return
  credentials=$(metadata "iam/security-credentials/$role") || return
  printf 'aws-sigv4 = "aws:amz:%s:%s"\nuser = "%s:%s"\nheader = "x-amz-security-token: %s"\n' \
    "$region" "$1" "$(field AccessKeyId)" "$(field SecretAccessKey)" "$(field Token)" |
    curl -sS --fail-with-body --retry 3 --max-time 30 --config - "${@:3}" "$2"
}

# field NAME: of the JSON in credentials
field() {
  sed -n "s/.*\"$1\" *: *\"\([^\"]*\)\".*/\1/p" <<<"$credentials"
}
