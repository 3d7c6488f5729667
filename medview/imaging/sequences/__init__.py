"""Letters of sequences counted, searched, translated, laid out and compared: numpy in, numpy out."""
