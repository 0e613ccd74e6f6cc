"""La puerta del crédito: lee cada página ya hecha y mide lo que se ve."""
