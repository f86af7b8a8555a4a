"""What no input may do to lawrep, as functions from bytes to None; hypothesis drives them in CI, atheris by command."""
