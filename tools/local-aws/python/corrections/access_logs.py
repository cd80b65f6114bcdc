"""Whether a load balancer may write its logs to a bucket: AWS tries when they are turned on."""

from moto.elbv2.exceptions import ELBClientError
from moto.s3.models import s3_backends
from moto.utilities.utils import get_partition

from .policies import allows

SERVICES = ["logdelivery.elasticloadbalancing.amazonaws.com", "delivery.logs.amazonaws.com"]

# https://docs.aws.amazon.com/elasticloadbalancing/latest/application/enable-access-logging.html
ACCOUNTS = {
    "af-south-1": "098369216593",
    "ap-east-1": "754344448648",
    "ap-northeast-1": "582318560864",
    "ap-northeast-2": "600734575887",
    "ap-northeast-3": "383597477331",
    "ap-south-1": "718504428378",
    "ap-southeast-1": "114774131450",
    "ap-southeast-2": "783225319266",
    "ap-southeast-3": "589379963580",
    "ca-central-1": "985666609251",
    "cn-north-1": "638102146993",
    "cn-northwest-1": "037604701340",
    "eu-central-1": "054676820928",
    "eu-north-1": "897822967062",
    "eu-south-1": "635631232127",
    "eu-west-1": "156460612806",
    "eu-west-2": "652711504416",
    "eu-west-3": "009996457667",
    "me-south-1": "076674570225",
    "sa-east-1": "507241528517",
    "us-east-1": "127311923021",
    "us-east-2": "033677994240",
    "us-gov-east-1": "190560391635",
    "us-gov-west-1": "048591011584",
    "us-west-1": "027434742980",
    "us-west-2": "797873946194",
}


def check_destination(backend, name, prefix, takes_kms=False):
    """Fails as AWS does. Only a Network Load Balancer can write to a bucket that encrypts with a key of KMS's."""
    partition = get_partition(backend.region_name)
    account = ACCOUNTS.get(backend.region_name)
    principals = [*SERVICES, account, f"arn:{partition}:iam::{account}:root"]
    folder = f"{prefix}/" if prefix else ""
    test_file = f"arn:{partition}:s3:::{name}/{folder}AWSLogs/{backend.account_id}/ELBAccessLogTestFile"
    bucket = s3_backends[backend.account_id][partition].buckets.get(name)
    if (
        bucket is None
        or not allows(bucket.policy, "s3:PutObject", principals, test_file)
        or (not takes_kms and "aws:kms" in str(bucket.encryption))
    ):
        raise ELBClientError(
            "InvalidConfigurationRequest", f"Access Denied for bucket: {name}. Please check S3bucket permission"
        )
