"""ONNX files: read as data, checked, and run by onnxruntime."""
