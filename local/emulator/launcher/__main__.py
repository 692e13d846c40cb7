"""Starts the emulator with what the pipeline's template needs and the emulator lacks.

Every module beside this one changes one thing and asserts the private names it touches, so that another version
of the emulator is refused here instead of misbehaving later.
"""
import sys

import watchdog

watchdog.end_with_parent()

import version

version.require("1.5.33")

import authorization
import buckets
import faults
import fields
import images
import pollers
import resharding
import search
import stubs

stubs.install()
authorization.fit()
pollers.switch_off()
resharding.install()
faults.install()
fields.restore()
buckets.refuse_to_drop_full()
images.publish()
search.leave_out_without_endpoint()

from ministack.app import main

if __name__ == "__main__":
    sys.exit(main())
