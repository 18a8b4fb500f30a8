"""The commands of the command line that need the database. Each returns its exit code and prints sentences."""
