"""The voices that come with the package, one file each."""
