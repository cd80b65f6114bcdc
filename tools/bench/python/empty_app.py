"""What every app takes: Python and Node start, aws-cdk-lib is loaded on both sides."""

import aws_cdk as cdk

cdk.App().synth()
