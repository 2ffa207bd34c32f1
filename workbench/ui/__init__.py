"""The Gradio pages: read inputs, call one verb, show the result."""
