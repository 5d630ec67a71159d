"""Other people's engines, each given the task in its best honest form; they run in an environment of their own."""
