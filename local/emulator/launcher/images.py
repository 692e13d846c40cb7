"""Public parameters of Amazon Linux images that AWS serves to every account and the emulator does not know."""
from ministack.services import ssm

import version

version.names(ssm, "_PUBLIC_AMI_PARAMETERS")

KNOWN = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
SAME_IMAGE = ("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-x86_64",)


def publish():
    for name in SAME_IMAGE:
        ssm._PUBLIC_AMI_PARAMETERS.setdefault(name, ssm._PUBLIC_AMI_PARAMETERS[KNOWN])
