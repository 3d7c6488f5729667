"""Training on pictures: segmentation and classification, of films and of whatever else a folder holds."""
