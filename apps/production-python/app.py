import aws_cdk as cdk

from settings import SETTINGS
from stacks import stacks

app = cdk.App()
stacks(app, SETTINGS)
app.synth()
