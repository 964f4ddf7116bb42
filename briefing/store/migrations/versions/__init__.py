"""One file for each schema there has been, in order; a file is never changed once it was released."""
