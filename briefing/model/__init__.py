"""What everything else is written in: values, errors, ports and the codec."""
