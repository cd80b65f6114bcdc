# What a container needs from AWS before it starts, read with the instance's role.
import json
import re
import subprocess
import sys


# A region of "" is the instance's.
def call(region, service, target, timeout=None, **body):
    words = ["bash", "opt/system-containers/aws-call", region, service, target, json.dumps(body)]
    return json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE, timeout=timeout).stdout)


# Writes what `docker login` would write; ECR's token is made for it.
def login(image, path):
    registry, region = re.match(r"([^/]+\.dkr[.-]ecr[^.]*\.([^.]+)[^/]+)", image).groups()
    answer = call(region, "ecr", "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken")
    auth = answer["authorizationData"][0]["authorizationToken"]
    with open(path, "w") as file:
        json.dump({"auths": {registry: {"auth": auth}}}, file)


# The value of an ARN as in task definitions, where :FIELD:STAGE:VERSION may follow the ARN of a secret.
def secret(arn):
    parts = arn.split(":")
    region = parts[3]
    if parts[2] == "ssm":
        return call(region, "ssm", "AmazonSSM.GetParameter", Name=arn, WithDecryption=True)["Parameter"]["Value"]
    field, stage, version = (parts[7:] + [""] * 3)[:3]
    request = {"SecretId": ":".join(parts[:7])}
    if stage:
        request["VersionStage"] = stage
    if version:
        request["VersionId"] = version
    answer = call(region, "secretsmanager", "secretsmanager.GetSecretValue", **request)
    try:
        value = json.loads(answer["SecretString"])[field] if field else answer["SecretString"]
    except (KeyError, TypeError, ValueError):
        sys.exit(f"{arn} is not text, or not JSON with this field")
    return value if isinstance(value, str) else json.dumps(value)
