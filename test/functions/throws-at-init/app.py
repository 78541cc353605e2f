raise ValueError("The configuration is missing.")
