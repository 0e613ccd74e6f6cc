"""De HTML compuesto a artefactos: PDF, PNG, datos abiertos y la guardia del crédito."""
