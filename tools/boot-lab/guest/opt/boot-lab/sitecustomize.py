"""In a container cloud-init reads no DMI, by which it knows EC2. This answers as a Nitro instance would."""
try:
    from cloudinit.sources import DataSourceEc2
except ImportError:
    pass
else:
    UUID = "ec2b0071-ab00-0000-0000-000000000001"
    DataSourceEc2._collect_platform_data = lambda: {
        "uuid": UUID,
        "uuid_source": "dmi",
        "serial": UUID,
        "asset_tag": "i-0123456789abcdef0",
        "vendor": "amazon ec2",
        "product_name": "t3.medium",
    }
