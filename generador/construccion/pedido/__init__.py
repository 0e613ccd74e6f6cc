"""Lo que se manda producir: de qué hojas sale cada archivo, qué lleva y qué ha de cumplir."""
