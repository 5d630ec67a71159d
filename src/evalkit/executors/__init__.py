"""Where the reports of a batch are worked on: one executor a file, each an `evalkit_executors` plugin."""
