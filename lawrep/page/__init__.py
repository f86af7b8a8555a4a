"""What is seen in a browser: pages that hold all they need and load nothing."""
