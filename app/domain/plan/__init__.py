"""Plan van aanpak and ondersteuningsplan: what to reach, how, what is shared for it, or why there is none."""
