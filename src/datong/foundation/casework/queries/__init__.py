"""Every read of casework; whoever asks comes first."""
