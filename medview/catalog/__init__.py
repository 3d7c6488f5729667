"""Model packages: format, verification, and which of them accept a series. No torch."""

from medview.catalog.acceptance import eligibility, eligible
from medview.catalog.catalog import Catalog
from medview.catalog.manifest import verify_manifest, write_manifest
from medview.catalog.package import Package, load_package

__all__ = ["Catalog", "Package", "eligibility", "eligible", "load_package", "verify_manifest", "write_manifest"]
